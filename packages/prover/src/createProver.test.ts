import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { eligibilityInput } from '@aceso/circuits/fixtures/eligibility'
import { equivocationInput } from '@aceso/circuits/fixtures/equivocation'
import {
  bindSignals,
  CANCEL_SIGNALS,
  CLAIM_SIGNALS,
  cancelWitness,
  challengeOf,
  ELIGIBILITY_SIGNALS,
  fingerprintOf,
  type Groth16Proof,
} from '@aceso/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancel, claim, ended, insertion, secret, sold, start } from '../test/witnesses.js'
import type { CircuitName } from './circuits.js'
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

const proofs = new Map<CircuitName, Promise<Groth16Proof>>()

/** The proof of a circuit that tests share, made when the first asks. */
function proofOf(circuit: CircuitName): Promise<Groth16Proof> {
  const made = {
    claim: () => prover.proveClaim(claim()),
    cancel: () => prover.proveCancel(cancel()),
    insertion: () => prover.proveInsertion(insertion()),
    eligibility: () => prover.proveEligibility(eligibilityInput()),
    equivocation: () => prover.proveEquivocation(equivocationInput()),
  }
  const proof = proofs.get(circuit) ?? made[circuit]()
  proofs.set(circuit, proof)
  return proof
}

/** Publics by name, in the order `circuits.json` gives. */
function publicsOf(circuit: CircuitName, witness: object): bigint[] {
  const manifest = createRequire(import.meta.url)('@aceso/circuits/circuits.json') as {
    circuits: Record<string, { publicSignals: string[] }>
  }
  const values = witness as Record<string, bigint>
  return manifest.circuits[circuit]!.publicSignals.map((name) => values[name]!)
}

describe.each([
  ['claim', claim],
  ['cancel', cancel],
  ['insertion', insertion],
  ['eligibility', eligibilityInput],
  ['equivocation', equivocationInput],
] as const)('%s', (circuit, witness) => {
  let proof: Groth16Proof
  beforeAll(async () => {
    proof = await proofOf(circuit)
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

describe.each([
  ['claim', CLAIM_SIGNALS, claim],
  ['cancel', CANCEL_SIGNALS, cancel],
  ['eligibility', ELIGIBILITY_SIGNALS, eligibilityInput],
] as const)('%s, stated', (circuit, names, witness) => {
  it('proves no stated value but its own', async () => {
    const proof = await proofOf(circuit)
    const values = witness() as object as Record<string, bigint>
    const signals = names.map((name) => values[name]!)
    expect(
      await prover.verify(circuit, { ...proof, publicSignals: Object.values(bindSignals(signals)) }),
    ).toBe(true)
    for (const place of signals.keys()) {
      const told = signals.map((signal, i) => (i === place ? signal + 1n : signal))
      const challenge = challengeOf(values.digest!, told)
      const publicSignals = [values.digest!, challenge, fingerprintOf(challenge, told)]
      expect(await prover.verify(circuit, { ...proof, publicSignals })).toBe(false)
      const binding = Object.values(bindSignals(told))
      expect(await prover.verify(circuit, { ...proof, publicSignals: binding })).toBe(false)
    }
  })
})

it('proves a claim on a renewal with a result of its start, and none that drops the flag', async () => {
  const renewal = claim({ ...sold, renewed: true }, start)
  expect(await prover.verify('claim', await prover.proveClaim(renewal))).toBe(true)
  await expect(prover.proveClaim({ ...renewal, renewed: 0n })).rejects.toBeInstanceOf(WitnessError)
})

it('proves a claim on a renewable policy, and none that drops the flag', async () => {
  const renewable = claim({ ...sold, renewable: true })
  expect(await prover.verify('claim', await prover.proveClaim(renewable))).toBe(true)
  await expect(prover.proveClaim({ ...renewable, renewable: 0n })).rejects.toBeInstanceOf(WitnessError)
})

it('proves no cancellation of a renewable policy, as what it may be given out', async () => {
  const renewable = ended({ ...sold, renewable: true })
  for (const renewed of [false, true]) {
    const witness = cancelWitness({ ...renewable, policy: { ...sold, renewed } })
    await expect(prover.proveCancel(witness)).rejects.toBeInstanceOf(WitnessError)
  }
})

it('takes no proof of one circuit for one of another, though both have three public signals', async () => {
  expect(await prover.verify('claim', await proofOf('cancel'))).toBe(false)
  expect(await prover.verify('cancel', await proofOf('claim'))).toBe(false)
})

it.each([
  ['a claim', () => prover.proveClaim({ ...claim(), value: 79n })],
  ['a cancellation', () => prover.proveCancel({ ...cancel(), secret: secret + 79n })],
  ['an insertion', () => prover.proveInsertion({ ...insertion(), count: 79n })],
  ['eligibility', () => prover.proveEligibility({ ...eligibilityInput(), value: 79n })],
  ['an equivocation', () => prover.proveEquivocation({ ...equivocationInput(), values: [79n, 81n] })],
])('refuses %s that the circuit refuses, and says nothing private', async (_, prove) => {
  const error = await prove().catch((reason: Error) => reason)
  expect(error).toBeInstanceOf(WitnessError)
  expect(String(error)).not.toMatch(/79|81|5ec2e7|\d{10}/)
})

describe('artefacts', () => {
  const other = createProver({ folder })

  it('refuses a folder without them', async () => {
    await expect(other.proveEquivocation(equivocationInput())).rejects.toBeInstanceOf(ArtifactMissingError)
  })

  it.each(['wasm', 'zkey', 'vkey.json'])('refuses a changed %s', async (extension) => {
    mkdirSync(join(folder, 'equivocation'), { recursive: true })
    for (const name of ['wasm', 'zkey', 'vkey.json'])
      cpSync(
        join(built, 'equivocation', `equivocation.${name}`),
        join(folder, 'equivocation', `equivocation.${name}`),
      )
    const file = join(folder, 'equivocation', `equivocation.${extension}`)
    const bytes = readFileSync(file)
    bytes[bytes.length - 2]! ^= 1
    writeFileSync(file, bytes)
    await expect(other.proveEquivocation(equivocationInput())).rejects.toBeInstanceOf(ArtifactMismatchError)
  })
})
