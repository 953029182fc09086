// SPDX-License-Identifier: GPL-3.0-or-later
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { CeremonyError } from '../script/ceremony/CeremonyError.js'
import { developmentOnly, hermez } from '../script/ceremony/powersOfTau.js'
import {
  formatTranscript,
  parseTranscript,
  readTranscript,
  type Transcript,
} from '../script/ceremony/transcript.js'

const folder = mkdtempSync(join(tmpdir(), 'aceso-transcript-'))
afterAll(() => rmSync(folder, { recursive: true }))

const hash = 'ab'.repeat(64)
const time = '2030-01-01T00:00:00.000Z'
const beacon = { hash: '00'.repeat(32), iterations: 10 }
const good: Transcript = {
  version: 1,
  circuit: 'square',
  development: false,
  r1cs: 'ab'.repeat(32),
  powersOfTau: hermez,
  circuitHash: hash,
  announced: { source: 'drand, round 7000000', iterations: 10 },
  contributions: [
    { name: 'Ada Lovelace', hash, time },
    { name: 'beacon', hash, time, beacon },
  ],
  key: 'ab'.repeat(32),
}

/** The good transcript with one value replaced, wherever the path leads. */
function altered(path: (string | number)[], value: unknown): string {
  const copy = structuredClone(good) as unknown
  const holder = path.slice(0, -1).reduce((at, step) => (at as Record<string, unknown>)[step], copy)
  ;(holder as Record<string, unknown>)[path.at(-1)!] = value
  return JSON.stringify(copy)
}

describe('a transcript is refused', () => {
  test.each([
    ['that is no JSON', '{', 'no JSON'],
    ['that is a list', '[]', 'no object'],
    ['that is null', 'null', 'no object'],
    ['without a field', JSON.stringify({ ...good, key: undefined }), 'lacks key'],
    ['with a field too many', altered(['note'], ''), 'has a field besides'],
    ['with a prototype for a field', formatTranscript(good).replace('{', '{"__proto__": {},'), 'has a field'],
    ['of another version', altered(['version'], 2), 'version is no integer from 1 to 1'],
    ['with a path for a circuit', altered(['circuit'], '../../claim'), 'circuit is not of the form'],
    ['with a number for a hash', altered(['r1cs'], 7), 'r1cs is not of the form'],
    ['with a short hash', altered(['key'], 'ab'), 'key is not of the form'],
    ['with capitals in a hash', altered(['circuitHash'], 'AB'.repeat(64)), 'circuitHash is not of the form'],
    ['with other powers of tau', altered(['powersOfTau', 'blake2b'], hash), 'other powers of tau'],
    ['with a path to powers of tau', altered(['powersOfTau', 'file'], '../x.ptau'), 'other powers of tau'],
    ['marked without reason', altered(['development'], true), "mark for development doesn't fit"],
    [
      'whose mark was taken off',
      altered(['powersOfTau'], developmentOnly),
      "mark for development doesn't fit",
    ],
    ['whose mark is no boolean', altered(['development'], 0), "mark for development doesn't fit"],
    [
      'with more contributions than people',
      altered(['contributions'], Array(1001).fill({})),
      'more than 1000',
    ],
    ['with an object of contributions', altered(['contributions'], {}), 'contributions is no list'],
    [
      'with control characters in a name',
      altered(['contributions', 0, 'name'], 'A\u001b[2J'),
      '.name is not',
    ],
    ['with a turned direction in a name', altered(['contributions', 0, 'name'], 'A\u202e'), '.name is not'],
    ['with a name too long', altered(['contributions', 0, 'name'], 'A'.repeat(65)), '.name is not'],
    ['with a line break in the source', altered(['announced', 'source'], 'a\nb'), 'announced.source is not'],
    ['with a time of its own form', altered(['contributions', 0, 'time'], 'today'), '.time is not'],
    ['with a beacon that never ends', altered(['announced', 'iterations'], 63), 'from 10 to 24'],
    [
      'with a beacon hashed for ever',
      altered(['contributions', 1, 'beacon', 'iterations'], 63),
      'from 10 to 24',
    ],
    ['with an empty beacon', altered(['contributions', 1, 'beacon', 'hash'], ''), 'beacon.hash is not'],
    ['with a beacon that is null', altered(['contributions', 1, 'beacon'], null), 'beacon is no object'],
    ['with a beacon in between', altered(['contributions', 0, 'beacon'], beacon), 'and not the last'],
  ])('%s', (_, json, reason) => {
    const read = () => parseTranscript(json)
    expect(read).toThrow(CeremonyError)
    expect(read).toThrow(reason)
  })

  it('that is larger than any could be', () => {
    const path = join(folder, 'large.json')
    writeFileSync(path, ' '.repeat((1 << 20) + 1))
    expect(() => readTranscript(path)).toThrow('too large for a transcript')
  })

  it('that is no file', () => {
    expect(() => readTranscript(folder)).toThrow('is no file')
    expect(() => readTranscript(join(folder, 'missing.json'))).toThrow('There is no transcript')
  })
})

it('reads what was written', () => {
  expect(parseTranscript(formatTranscript(good))).toEqual(good)
  const development = { ...good, development: true, powersOfTau: developmentOnly }
  expect(parseTranscript(formatTranscript(development))).toEqual(development)
})
