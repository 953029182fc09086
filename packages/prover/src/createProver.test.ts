import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  appendBatch,
  batchRoot,
  bookRoot,
  type ClaimWitness,
  claimWitness,
  commitmentOf,
  createBook,
  type Groth16Proof,
  insertionWitness,
  leafHash,
  leafOf,
  leafPath,
  oracleDomain,
  oraclePublicKey,
  type Policy,
  signAttestation,
  subjectOf,
  type Terms,
  termsHash,
  WEEK,
} from '@aceso/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProver } from './createProver.js'
import { ArtifactMismatchError, ArtifactMissingError, WitnessError } from './errors.js'

const folder = mkdtempSync(join(tmpdir(), 'aceso-prover-'))
const built = dirname(
  dirname(createRequire(import.meta.url).resolve('@aceso/circuits/build/claim/claim.wasm')),
)
const prover = createProver()

afterAll(async () => {
  await prover.close()
  rmSync(folder, { recursive: true })
})

const secret = 0x5ec2e7_0000_0000n
const address = '0x00000000000000000000000000000000000ace50'

function claim(): ClaimWitness {
  const start = 1_750_000_000n
  const observedAt = start + 30n * 86_400n
  const terms: Terms = {
    measure: 3,
    comparator: 0,
    thresholds: [65n, 80n, 100n],
    productId: 1n,
    waiting: 86_400n,
    claimWindow: 26n * WEEK,
    linkGrace: 86_400n,
    committeeId: 1,
  }
  const policy: Policy = {
    productId: 1n,
    terms: termsHash(terms),
    index: 0n,
    commitment: commitmentOf(secret, 0n),
    units: 5n,
    start,
    end: 2_945n * WEEK,
  }
  const leaf = leafHash(leafOf(policy))
  const book = createBook()
  appendBatch(book, batchRoot([leaf]))
  const domain = oracleDomain(31_337, address)
  const privateKeys = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte))
  const attestation = {
    domain,
    subject: subjectOf(secret),
    measure: terms.measure,
    value: 81n,
    observedAt,
    linkedAt: start,
    observationTag: 9n,
    issuedAt: observedAt,
  }
  return claimWitness({
    secret,
    policy,
    terms,
    tiers: 3,
    attestations: privateKeys.map((key) => signAttestation(key, attestation)),
    committee: privateKeys.map(oraclePublicKey),
    domain,
    policyRoot: bookRoot(book),
    leafIndex: 0n,
    path: leafPath(book, 0, [leaf], 0),
    asOf: observedAt,
    chainId: 31_337,
    desk: address,
    payment: { recipient: address, relayer: address, fee: 0n, deadline: 0n },
  })
}

function insertion() {
  const leaves = [1n, 2n, 3n].map((commitment) => ({ commitment, terms: 4n, window: 5n }))
  return insertionWitness(createBook(), leaves)
}

/** Publics by name, in the order `circuits.json` gives. */
function publicsOf(circuit: 'claim' | 'insertion', witness: object): bigint[] {
  const manifest = createRequire(import.meta.url)('@aceso/circuits/circuits.json') as {
    circuits: Record<string, { publicSignals: string[] }>
  }
  const values = witness as Record<string, bigint>
  return manifest.circuits[circuit]!.publicSignals.map((name) => values[name]!)
}

describe.each([
  ['claim', claim, () => prover.proveClaim(claim())],
  ['insertion', insertion, () => prover.proveInsertion(insertion())],
] as const)('%s', (circuit, witness, prove) => {
  let proof: Groth16Proof
  beforeAll(async () => {
    proof = await prove()
  })

  it('makes a proof that verifies, of the public signals in order', async () => {
    expect(proof.publicSignals).toEqual(publicsOf(circuit, witness()))
    expect(proof.proof).toHaveLength(8)
    expect(await prover.verify(circuit, proof)).toBe(true)
  })

  it('binds every public signal', async () => {
    for (const place of proof.publicSignals.keys()) {
      const publicSignals = proof.publicSignals.map((signal, i) => (i === place ? signal + 1n : signal))
      expect(await prover.verify(circuit, { ...proof, publicSignals })).toBe(false)
    }
  })

  it('refuses a tampered proof', async () => {
    const [a0, a1, b00, b01, b10, b11, c0, c1] = proof.proof
    expect(await prover.verify(circuit, { ...proof, proof: [c0, c1, b00, b01, b10, b11, a0, a1] })).toBe(
      false,
    )
    const negative = 21888242871839275222246405745257275088696311157297823662689037894645226208583n - a1
    expect(
      await prover.verify(circuit, { ...proof, proof: [a0, negative, b00, b01, b10, b11, c0, c1] }),
    ).toBe(false)
  })
})

it('binds the context, whose negative has the same square', async () => {
  const witness = claim()
  const proof = await prover.proveClaim(witness)
  const order = 21888242871839275222246405745257275088548364400416034343698204186575808495617n
  const publicSignals = [...proof.publicSignals.slice(0, 8), order - witness.context]
  expect(await prover.verify('claim', { ...proof, publicSignals })).toBe(false)
})

it('refuses a witness that the circuit refuses, and says nothing private', async () => {
  const error = await prover.proveClaim({ ...claim(), value: 79n }).catch((reason: Error) => reason)
  expect(error).toBeInstanceOf(WitnessError)
  expect(String(error)).not.toMatch(/79|81|5ec2e7|\d{10}/)
})

describe('artefacts', () => {
  const other = createProver({ folder })

  it('refuses a folder without them', async () => {
    await expect(other.proveInsertion(insertion())).rejects.toBeInstanceOf(ArtifactMissingError)
  })

  it.each(['wasm', 'zkey', 'vkey.json'])('refuses a changed %s', async (extension) => {
    mkdirSync(join(folder, 'insertion'), { recursive: true })
    for (const name of ['wasm', 'zkey', 'vkey.json'])
      cpSync(join(built, 'insertion', `insertion.${name}`), join(folder, 'insertion', `insertion.${name}`))
    const file = join(folder, 'insertion', `insertion.${extension}`)
    const bytes = readFileSync(file)
    bytes[bytes.length - 2]! ^= 1
    writeFileSync(file, bytes)
    await expect(other.proveInsertion(insertion())).rejects.toBeInstanceOf(ArtifactMismatchError)
  })
})
