import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readFhir } from '../src/index.js'

/** Inputs that nobody of this project wrote, each with its verdict; optional, and never part of the repository. */
const root = fileURLToPath(new URL('../../../../shared/cases/clinical', import.meta.url))
const present = existsSync(root)
if (!present) console.warn(`Skipped: no clinical cases at ${root}.`)

/** `| name | [66000] or refuse | why |` */
const verdicts = new Map(
  (present ? readFileSync(join(root, 'README.md'), 'utf8') : '').split('\n').flatMap((line) => {
    const [, name, expected] = line.split('|').map((cell) => cell.trim())
    return name && expected && /^(refuse|\[\d+\])$/.test(expected) ? [[name, expected] as const] : []
  }),
)

describe.skipIf(!present)('clinical cases', () => {
  it('each have a verdict', () =>
    expect([...verdicts.keys()].sort()).toEqual(
      readdirSync(root)
        .filter((name) => name.endsWith('.json'))
        .map((name) => name.replace('.json', ''))
        .sort(),
    ))

  it.each([...verdicts])('%s: %s', (name, expected) => {
    const { observations, rejections } = readFhir(readFileSync(join(root, `${name}.json`), 'utf8'))
    if (expected === 'refuse') expect(rejections.length).toBeGreaterThan(0)
    expect(observations.length === 0 ? 'refuse' : `[${observations.map(({ value }) => value)}]`).toBe(
      expected,
    )
  })
})
