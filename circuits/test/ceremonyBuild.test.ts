// SPDX-License-Identifier: GPL-3.0-or-later
// What the build makes of the key of a ceremony.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { curves, zKey } from 'snarkjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordOf } from '../script/artifacts.js'
import { hermez, hermezAlpha, hermezBeta } from '../script/ceremony/powersOfTau.js'
import { judgeSetup } from '../script/ceremony/setupOf.js'
import type { Transcript } from '../script/ceremony/transcript.js'
import { compile } from '../script/compile.js'
import { readCircuits } from '../script/manifest.js'
import { checkKey, contributions } from '../script/setup.js'
import { stopWorkers } from '../script/stopWorkers.js'
import {
  beaconHash,
  describeKey,
  forge,
  holdCeremony,
  patch,
  stateOf,
  withSecrets,
} from './ceremonyFixture.js'
import { createTinyProject } from './tinyProject.js'

const project = createTinyProject()
const home = dirname(project.manifest)
const missing = join(home, 'missing')
let transcript: Transcript
let key: Buffer
let r1cs: string
let undone: string

beforeAll(async () => {
  await holdCeremony(project, 'square')
  const state = stateOf(project, 'square')
  transcript = state.transcript
  key = readFileSync(state.key(4))
  const folder = join(home, 'square')
  await compile(readCircuits(project.manifest)[0]!, folder, project.sources)
  r1cs = join(folder, 'square.r1cs')
  undone = await contributeNothing(state.key(0))
})
afterAll(async () => {
  rmSync(home, { recursive: true })
  await stopWorkers()
})

/** A contribution of the number one: snarkjs finds nothing wrong, and delta stays gamma. */
async function contributeNothing(from: string): Promise<string> {
  const { Fr } = await curves.getCurveFromName('bn128')
  const to = join(home, 'undone.zkey')
  await withSecrets(
    () => Fr.one,
    () => zKey.contribute(from, to, 'Mallory', 'entropy'),
  )
  return to
}

const judge = (bytes: Buffer, stated: Transcript) =>
  judgeSetup('square', { ...forge(project, bytes, stated), r1cs })

/** The same words as if the key came from Hermez's powers of tau. */
const asHermez = (stated: Transcript): Transcript => ({ ...stated, development: false, powersOfTau: hermez })

/** The key under other [α]₁ and [β]₂: no proof verifies with it, but that's not for the build to see. */
function withOrigin(bytes: Buffer, alpha: readonly bigint[], beta: readonly bigint[]): Buffer {
  return patch(patch(bytes, 2, 84, montgomery(alpha)), 2, 212, montgomery(beta))
}

function montgomery(values: readonly bigint[]): Buffer {
  const q = 21888242871839275222246405745257275088696311157297823662689037894645226208583n
  const hex = values.map((value) => ((value << 256n) % q).toString(16).padStart(64, '0'))
  return Buffer.concat(hex.map((digits) => Buffer.from(digits, 'hex').reverse()))
}

describe('a key is refused', () => {
  it('that is missing beside its transcript', () => {
    const files = { ...forge(project, key, transcript), r1cs, key: missing }
    expect(() => judgeSetup('square', files)).toThrow('There is no key')
  })

  it('from the development powers of tau under a transcript that names those of Hermez', () => {
    expect(() => judge(key, asHermez(transcript))).toThrow("does not come from Hermez's powers of tau")
  })

  it('from which only the mark for development was taken off', () => {
    expect(() => judge(key, { ...transcript, development: false })).toThrow(
      "mark for development doesn't fit",
    )
  })

  it('with half of an origin', () => {
    const alphaOnly = patch(key, 2, 84, montgomery(hermezAlpha))
    expect(() => judge(alphaOnly, asHermez(transcript))).toThrow('does not come from Hermez')
    const betaOnly = patch(key, 2, 212, montgomery(hermezBeta))
    expect(() => judge(betaOnly, asHermez(transcript))).toThrow('does not come from Hermez')
  })

  it('with a byte changed', () => {
    const files = forge(project, key, transcript)
    writeFileSync(files.key, patch(key, 9, 0, Buffer.from([7])))
    expect(() => judgeSetup('square', { ...files, r1cs })).toThrow('its SHA-256 hash is another')
  })

  it('with a contribution that the transcript lacks', () => {
    const { contributions: all } = transcript
    const stated = { ...transcript, contributions: all.slice(1) }
    expect(() => judge(key, stated)).toThrow('Contribution 1, by Grace, is')
  })

  it('of another circuit', () => {
    const files = { ...forge(project, key, transcript), r1cs }
    expect(() => judgeSetup('product', files)).toThrow('is of square, and not of product')
  })

  it('of a circuit that has changed since', () => {
    writeFileSync(missing, 'another circuit')
    const files = { ...forge(project, key, transcript), r1cs: missing }
    expect(() => judgeSetup('square', files)).toThrow('has changed since its ceremony')
    rmSync(missing)
  })

  it('without a contribution', async () => {
    const initial = stateOf(project, 'square').key(0)
    const bytes = readFileSync(initial)
    expect(() => judge(bytes, describeKey(bytes, transcript))).toThrow('Nobody has contributed.')
    const verificationKey = await zKey.exportVerificationKey(initial)
    expect(() => checkKey('square', verificationKey, contributions(bytes))).toThrow('no contribution')
  })

  it('without a beacon', () => {
    const bytes = readFileSync(stateOf(project, 'square').key(3))
    expect(() => judge(bytes, describeKey(bytes, transcript))).toThrow('The ceremony has not ended')
  })

  it('whose delta is gamma', async () => {
    const bytes = readFileSync(undone)
    const verificationKey = await zKey.exportVerificationKey(undone)
    expect(() => checkKey('square', verificationKey, contributions(bytes))).toThrow('delta equals gamma')
  })

  it('whose delta is gamma in spite of a beacon', async () => {
    const { Fr } = await curves.getCurveFromName('bn128')
    const ended = join(home, 'ended.zkey')
    await withSecrets(
      () => Fr.one,
      () => zKey.beacon(undone, ended, 'beacon', beaconHash, 10),
    )
    const bytes = readFileSync(ended)
    expect(() => judge(bytes, describeKey(bytes, transcript))).toThrow('Delta equals gamma')
  })
})

it('a circuit without ceremony has development keys', () => {
  expect(judgeSetup('square', { key: missing, transcript: missing, r1cs })).toBe('development')
})

it('a ceremony for development stays for development', () => {
  expect(judge(key, transcript)).toBe('development')
})

it("a ceremony from Hermez's powers of tau is one", () => {
  const bytes = withOrigin(key, hermezAlpha, hermezBeta)
  expect(judge(bytes, asHermez(describeKey(bytes, transcript)))).toBe('ceremony')
})

describe('artifacts.json', () => {
  it('records a development setup as long as one circuit has one', () => {
    const { setup, powersOfTau } = recordOf(['development', 'ceremony'], {})
    expect(setup).toBe('development')
    expect(powersOfTau.file).toBe('dev-only-pot15.ptau')
  })

  it('records a ceremony when every circuit has one', () => {
    const { setup, powersOfTau } = recordOf(['ceremony', 'ceremony'], {})
    expect(setup).toBe('ceremony')
    expect(powersOfTau).toEqual(hermez)
  })
})
