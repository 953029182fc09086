import { expect, test } from 'vitest'
import { bugs } from './bugs.js'
import { withBug } from './plant.js'

test('every bug has a name of its own', () => {
  expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length)
})

test.each(bugs)('"$name" changes the source as it is', (bug) => {
  expect(withBug(bug)).toContain(bug.replace)
})

test('a text that does not stand in the source is refused', () => {
  expect(() => withBug({ ...bugs[0]!, find: 'nowhere' })).toThrow('0 times')
})
