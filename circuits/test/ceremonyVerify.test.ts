// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync, rmSync, truncateSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { curves, powersOfTau, zKey } from 'snarkjs'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { CeremonyError } from '../script/ceremony/CeremonyError.js'
import { readKey } from '../script/ceremony/key.js'
import { hermez } from '../script/ceremony/powersOfTau.js'
import type { Transcript } from '../script/ceremony/transcript.js'
import { compile } from '../script/compile.js'
import { readCircuits } from '../script/manifest.js'
import { powersOfTau as developmentFile } from '../script/paths.js'
import { stopWorkers } from '../script/stopWorkers.js'
import {
  beaconHash,
  ceremony,
  contributors,
  describeKey,
  type Forged,
  forge,
  holdCeremony,
  patch,
  stateOf,
  withPointsExchanged,
  withSecrets,
} from './ceremonyFixture.js'
import { createTinyProject } from './tinyProject.js'

const project = createTinyProject()
const home = dirname(project.manifest)
const square = stateOf.bind(undefined, project, 'square')
let transcript: Transcript
let key: Buffer
let r1cs: string

beforeAll(async () => {
  await holdCeremony(project, 'square')
  await holdCeremony(project, 'product')
  transcript = square().transcript
  key = readFileSync(square().key(4))
  const folder = join(home, 'square')
  await compile(readCircuits(project.manifest)[0]!, folder, project.sources)
  r1cs = join(folder, 'square.r1cs')
})
afterAll(async () => {
  rmSync(home, { recursive: true })
  await stopWorkers()
})

const verify = ({ transcript, key }: Forged, ...more: string[]) =>
  ceremony(project, 'verify', 'square', '--transcript', transcript, '--key', key, '--development', ...more)

async function refuses(forged: Forged, reason: string, ...more: string[]) {
  const verdict = verify(forged, ...more)
  await expect(verdict).rejects.toThrow(reason)
  await expect(verdict).rejects.toBeInstanceOf(CeremonyError)
}

const [ada, grace, emmy, beacon] = [0, 1, 2, 3] as const
const pick = (...numbers: number[]): Transcript => ({
  ...transcript,
  contributions: numbers.map((number) => transcript.contributions[number]!),
})

describe('a transcript is refused', () => {
  it('with a contribution dropped', async () => {
    await refuses(forge(project, key, pick(grace, emmy, beacon)), 'Contribution 1, by Grace, is')
    await refuses(forge(project, key, pick(ada, emmy, beacon)), 'Contribution 2, by Emmy, is')
  })

  it('with two contributions reordered', async () => {
    await refuses(forge(project, key, pick(grace, ada, emmy, beacon)), 'Contribution 1, by Grace, is')
  })

  it("with a contribution swapped for another ceremony's", async () => {
    const foreign = stateOf(project, 'product').transcript.contributions[0]!
    const swapped = { ...transcript, contributions: [foreign, ...transcript.contributions.slice(1)] }
    await refuses(forge(project, key, swapped), 'Contribution 1, by Ada, is')
  })

  it('with a contribution added', async () => {
    await refuses(forge(project, key, pick(ada, grace, emmy, ada, beacon)), 'Contribution 4, by Ada, is')
  })

  it('with more contributions than the key has', async () => {
    const before = readFileSync(square().key(3))
    await refuses(forge(project, before, transcript), 'The key lacks contribution 4, by beacon')
  })

  it('with a contribution of another name', async () => {
    const altered = structuredClone(transcript)
    altered.contributions[grace]!.name = 'Mallory'
    await refuses(forge(project, key, altered), 'Contribution 2 is by Mallory in the transcript')
  })

  it('with another beacon than that of the key', async () => {
    const altered = structuredClone(transcript)
    altered.contributions[beacon]!.beacon = { hash: 'ff'.repeat(16), iterations: 10 }
    await refuses(forge(project, key, altered), 'Contribution 4 is the beacon ffff')
    delete altered.contributions[beacon]!.beacon
    await refuses(forge(project, key, altered), 'Contribution 4 is no beacon in the transcript')
  })

  it('with other iterations than were announced', async () => {
    const announced = { ...transcript.announced, iterations: 11 }
    await refuses(forge(project, key, { ...transcript, announced }), '2^11 were announced')
  })

  it('of another circuit', async () => {
    await refuses(forge(project, key, { ...transcript, circuit: 'product' }), 'is of product')
  })

  it('for another source', async () => {
    await refuses(forge(project, key, { ...transcript, r1cs: '00'.repeat(32) }), 'The circuit compiles to')
  })

  it('for another key', async () => {
    const other = forge(project, patch(key, 9, 0, Buffer.alloc(64)), transcript)
    const statement = join(square().folder, 'transcript.json')
    await refuses({ ...other, transcript: statement }, 'its SHA-256 hash is another')
  })

  it('for development, unless the command says so', async () => {
    const { transcript: statement, key: file } = forge(project, key, transcript)
    const verdict = ceremony(project, 'verify', 'square', '--transcript', statement, '--key', file)
    await expect(verdict).rejects.toThrow('for development only')
  })
})

describe('a transcript that names the powers of tau of Hermez is refused', () => {
  const pretended = () => forge(project, key, { ...transcript, development: false, powersOfTau: hermez })

  it('for development', () => refuses(pretended(), 'This ceremony is not for development.'))

  it('without that file', async () => {
    const { transcript: statement, key: file } = pretended()
    const argv = ['verify', 'square', '--transcript', statement, '--key', file]
    await expect(ceremony(project, ...argv)).rejects.toThrow(`Put ${hermez.file} there, or say --ptau.`)
    const other = ceremony(project, ...argv, '--ptau', developmentFile)
    await expect(other).rejects.toThrow(`is not ${hermez.file}: its BLAKE2b hash is`)
  })
})

describe('a key is refused', () => {
  it('with a contribution that the transcript lacks', async () => {
    const more = join(home, 'more.zkey')
    await zKey.contribute(square().key(4), more, 'Mallory', 'entropy')
    await refuses(forge(project, readFileSync(more), transcript), 'has 1 contributions that the transcript')
  })

  it('with a contribution after its beacon', async () => {
    const more = join(home, 'more.zkey')
    await zKey.contribute(square().key(4), more, 'Mallory', 'entropy')
    const bytes = readFileSync(more)
    await refuses(forge(project, bytes, describeKey(bytes, transcript)), 'and not the last')
  })

  it('without a contribution', async () => {
    const bytes = readFileSync(square().key(0))
    await refuses(forge(project, bytes, pick()), 'Nobody has contributed.')
  })

  it('without a contribution before the beacon', async () => {
    const lone = join(home, 'lone.zkey')
    await zKey.beacon(square().key(0), lone, 'beacon', beaconHash, 10)
    const bytes = readFileSync(lone)
    await refuses(forge(project, bytes, describeKey(bytes, transcript)), 'before the beacon')
  })

  it('without a beacon', async () => {
    await refuses(forge(project, readFileSync(square().key(3)), pick(ada, grace, emmy)), 'has not ended')
  })

  it('of another circuit, under its own transcript', async () => {
    const other = stateOf(project, 'product')
    const bytes = readFileSync(other.key(4))
    await refuses(forge(project, bytes, other.transcript), 'is of product')
    await refuses(forge(project, bytes, transcript), 'of another circuit or other powers of tau')
  })

  it('of another circuit, under a transcript forged for it', async () => {
    const bytes = readFileSync(stateOf(project, 'product').key(4))
    await refuses(forge(project, bytes, describeKey(bytes, transcript)), 'The key does not follow')
  })

  it('from other powers of tau, under a transcript forged for it', async () => {
    const file = (name: string) => join(home, name)
    await powersOfTau.newAccumulator(await curves.getCurveFromName('bn128'), 4, file('0.ptau'))
    await powersOfTau.contribute(file('0.ptau'), file('1.ptau'), 'Mallory', 'entropy')
    await powersOfTau.preparePhase2(file('1.ptau'), file('2.ptau'))
    await zKey.newZKey(r1cs, file('2.ptau'), file('0.zkey'))
    await zKey.contribute(file('0.zkey'), file('1.zkey'), 'Mallory', 'entropy')
    await zKey.beacon(file('1.zkey'), file('2.zkey'), 'beacon', beaconHash, 10)
    const bytes = readFileSync(file('2.zkey'))
    const forged = forge(project, bytes, describeKey(bytes, transcript))
    await refuses(forged, 'The key does not follow')
    await refuses(forged, 'is not dev-only-pot15.ptau', '--ptau', file('2.ptau'))
  })

  it('whose delta is gamma, which snarkjs accepts', async () => {
    const { Fr } = await curves.getCurveFromName('bn128')
    const file = (name: string) => join(home, name)
    let known = Fr.one
    const learn = (secret: Uint8Array) => {
      known = secret
      return secret
    }
    // Who contributes when the beacon is known can undo it beforehand.
    await withSecrets(learn, () => zKey.beacon(square().key(0), file('b.zkey'), 'beacon', beaconHash, 10))
    await withSecrets(
      () => Fr.inv(known),
      () => zKey.contribute(square().key(0), file('c.zkey'), 'Mallory', 'entropy'),
    )
    await zKey.beacon(file('c.zkey'), file('d.zkey'), 'beacon', beaconHash, 10)
    const development = { type: 'mem', data: readFileSync(developmentFile) } as const
    expect(await zKey.verifyFromR1cs(r1cs, development, file('d.zkey'))).toBe(true)
    const bytes = readFileSync(file('d.zkey'))
    await refuses(forge(project, bytes, describeKey(bytes, transcript)), 'Delta equals gamma')
  })

  it('whose contribution proves nothing', async () => {
    // The 64 bytes to which Ada's proof of knowledge is bound.
    const bytes = patch(key, 10, 68 + 320, Buffer.alloc(64, 7))
    await refuses(forge(project, bytes, describeKey(bytes, transcript)), 'The key does not follow')
  })

  it('whose points are exchanged', async () => {
    await refuses(forge(project, withPointsExchanged(key), transcript), 'The key does not follow')
  })

  it('with a point beside the curve', async () => {
    const bytes = patch(key, 9, 0, Buffer.alloc(64, 1))
    await refuses(forge(project, bytes, transcript), 'a point that is in no group')
  })

  it('with a point beside the group of the pairing', async () => {
    const bytes = patch(key, 2, 532, await pointOfOtherOrder())
    await refuses(forge(project, bytes, transcript), 'a point that is in no group')
  })

  it('with another delta than its last contribution', async () => {
    const bytes = patch(key, 2, 468, Buffer.alloc(64, 1))
    await refuses(forge(project, bytes, transcript), 'not that of its last contribution')
  })

  test.each([
    ['that is empty', () => Buffer.alloc(0), 'no zkey file'],
    ['that is a header only', () => key.subarray(0, 8), 'cannot be read'],
    ['that is junk', () => Buffer.alloc(5000, 'junk'), 'no zkey file'],
    ['that is cut off', () => key.subarray(0, -1), 'ends beyond the file'],
    ['that goes on', () => Buffer.concat([key, Buffer.alloc(12)]), 'goes on after its last section'],
    ['with a section twice', () => Buffer.concat([count(key, 11), key.subarray(12), sectionOf(9)]), 'twice'],
    [
      'with a section too many',
      () => Buffer.concat([count(key, 11), key.subarray(12), sectionOf(11)]),
      'other',
    ],
    ['for another protocol', () => patch(key, 1, 0, Buffer.from([2])), 'not for Groth16'],
    ['with countless contributions', () => patch(key, 10, 64, Buffer.alloc(4, 255)), 'ends too early'],
    ['with fewer contributions than bytes', () => patch(key, 10, 64, Buffer.from([1])), 'goes on too long'],
  ])('%s', async (_, bytes, reason) => {
    await refuses(forge(project, bytes(), transcript), reason)
  })

  it('that is larger than any could be', async () => {
    const forged = forge(project, key, transcript)
    truncateSync(forged.key, (1 << 28) + 1)
    await refuses(forged, 'too large for a key')
  })

  it('that is no file', async () => {
    await refuses({ ...forge(project, key, transcript), key: home }, 'is no file')
  })
})

it('a beacon of another value than its source is refused', async () => {
  const forged = forge(project, key, transcript)
  await refuses(forged, `The beacon is ${beaconHash}, and not ff`, '--hash', 'ff'.repeat(16))
})

it('a sound ceremony is accepted, and every contributor is named', async () => {
  const lines = await verify(forge(project, key, transcript), '--hash', `0x${beaconHash}`)
  for (const name of contributors) expect(lines.join('\n')).toContain(`. ${name}, `)
  expect(lines.at(-1)).toContain('for development only')
})

it('a contribution has the hash by which snarkjs knows it', async () => {
  const to = join(home, 'hash.zkey')
  const hash = await zKey.contribute(square().key(1), to, 'Ada', 'entropy')
  expect(readKey(readFileSync(to)).contributions.at(-1)!.hash).toBe(Buffer.from(hash).toString('hex'))
})

/** On the curve of G2, where only one point in some 2^254 belongs to the group. */
async function pointOfOtherOrder(): Promise<Buffer> {
  const { G2 } = await curves.getCurveFromName('bn128')
  const { F } = G2
  for (;;) {
    const x = F.random()
    const square = F.add(F.mul(F.square(x), x), G2.b)
    if (F.isSquare(square)) return Buffer.concat([x, F.sqrt(square)])
  }
}

/** The first twelve bytes, with another number of sections. */
function count(file: Buffer, sections: number): Buffer {
  const head = Buffer.from(file.subarray(0, 12))
  head.writeUInt32LE(sections, 8)
  return head
}

/** A section without bytes. */
function sectionOf(id: number): Buffer {
  return Buffer.concat([Buffer.from([id]), Buffer.alloc(11)])
}
