import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { cancel, insertion } from '../test/witnesses.js'
import { loadArtifacts } from './artifacts.js'
import { createProver } from './createProver.js'
import { ProofInvalidError, ProvingCancelledError, ProvingFailedError } from './errors.js'
import { prove, verify } from './groth16.js'

/** Called once snarkjs has made a proof. */
const proofMade = vi.hoisted(() => vi.fn())
vi.mock('snarkjs', async (importOriginal) => {
  const { wtns, ...snarkjs } = await importOriginal<typeof import('snarkjs')>()
  const exportJson: typeof wtns.exportJson = (witness) => {
    proofMade()
    return wtns.exportJson(witness)
  }
  return { ...snarkjs, wtns: { ...wtns, exportJson } }
})
beforeEach(() => proofMade.mockClear())

const prover = createProver()
afterAll(() => prover.close())

it('tells the stages of a proof, and what it loads only once', async () => {
  const stages = async () => {
    const told: string[] = []
    await prover.proveCancel(cancel(), { onProgress: ({ stage }) => told.push(stage) })
    return told
  }
  expect(await stages()).toEqual(['load', 'load', 'load', 'witness', 'prove', 'done'])
  expect(await stages()).toEqual(['witness', 'prove', 'done'])
})

it.each(['load', 'witness', 'prove'] as const)('is cancelled at "%s"', async (stage) => {
  const fresh = createProver()
  const controller = new AbortController()
  const proof = fresh.proveCancel(cancel(), {
    signal: controller.signal,
    onProgress: (progress) => progress.stage === stage && controller.abort(),
  })
  await expect(proof).rejects.toBeInstanceOf(ProvingCancelledError)
  expect(proofMade).not.toHaveBeenCalled()
  expect(await fresh.verify('cancel', await fresh.proveCancel(cancel()))).toBe(true)
})

it("is cancelled in the middle of a proof, which then isn't finished", async () => {
  const controller = new AbortController()
  const proof = prover.proveInsertion(insertion(), {
    signal: controller.signal,
    // Two turns later snarkjs is at work.
    onProgress: ({ stage }) => stage === 'prove' && setTimeout(() => setTimeout(() => controller.abort())),
  })
  await expect(proof).rejects.toBeInstanceOf(ProvingCancelledError)
  expect(proofMade).not.toHaveBeenCalled()
  expect(await prover.verify('insertion', await prover.proveInsertion(insertion()))).toBe(true)
})

it('cancels when the prover is closed', async () => {
  const other = createProver()
  const proof = other.proveCancel(cancel()).catch((reason) => reason)
  await other.close()
  expect(await proof).toBeInstanceOf(ProvingCancelledError)
})

it("returns no proof that doesn't verify", async () => {
  const { proof } = await prover.proveCancel(cancel())
  const [a0, a1, b00, b01, b10, b11, c0, c1] = proof.map(String) as [string, ...string[]]
  const wrong = {
    pi_a: [c0!, c1!],
    pi_b: [
      [b01!, b00!],
      [b11!, b10!],
    ],
    pi_c: [a0!, a1!],
  }
  const made = prove('cancel', cancel(), loadArtifacts('cancel'), {}, async () => wrong)
  await expect(made).rejects.toBeInstanceOf(ProofInvalidError)
})

it('takes no proof with fewer public signals, as if those left out were zeros', async () => {
  const artifacts = loadArtifacts('cancel')
  const { proof, publicSignals } = await prover.proveCancel(cancel())
  expect(await verify(artifacts, { proof, publicSignals })).toBe(true)
  expect(await verify(artifacts, { proof, publicSignals: publicSignals.slice(1) })).toBe(false)
  expect(await verify(artifacts, { proof, publicSignals: [...publicSignals, 0n] })).toBe(false)
})

it("tells of what it didn't foresee by its kind alone", async () => {
  const artifacts = { ...loadArtifacts('cancel'), wasm: new TextEncoder().encode('canary') }
  const error = await prove('cancel', cancel(), artifacts).catch((reason: Error) => reason)
  expect(error).toBeInstanceOf(ProvingFailedError)
  expect(String(error)).toContain('(CompileError)')
  expect(String(error)).not.toContain('canary')
})

it.each([
  ['not numbers', { end: 'canary' }],
  ['too few', { path: [] }],
  ['missing', { secret: undefined }],
])('says nothing private of inputs that are %s', async (_, inputs) => {
  const error = await prover.proveCancel({ ...cancel(), ...inputs } as never).catch((reason: Error) => reason)
  expect(String(error)).toMatch(/The inputs don't satisfy the circuit "cancel"/)
})
