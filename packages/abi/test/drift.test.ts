import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { render } from '../script/render.js'

const folder = join(import.meta.dirname, '../src/generated')

test('what is committed is what contracts, circuits and deployments generate', () => {
  const generated = render()
  expect(readdirSync(folder).sort()).toEqual([...generated.keys()].sort())
  for (const [name, content] of generated) {
    expect(readFileSync(join(folder, name), 'utf8'), `${name}: run \`npm run generate\``).toBe(content)
  }
})
