import { expect, test } from 'vitest'
import { randomBelow } from '../src/random.js'

test('random numbers stay below their bound and are not always the same', () => {
  for (const bound of [1n, 2n, 3n, 86_400n]) {
    const drawn = Array.from({ length: 200 }, () => randomBelow(bound))
    expect(drawn.every((number) => number >= 0n && number < bound)).toBe(true)
    expect(new Set(drawn).size > 1).toBe(bound > 1n)
  }
})
