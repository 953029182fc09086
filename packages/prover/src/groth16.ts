import { AcesoError, type Groth16Proof, type ProvingOptions } from '@aceso/core'
import { groth16, type SnarkProof, wtns } from 'snarkjs'
import type { CircuitName, Witness } from './circuits.js'
import { ProofInvalidError, ProvingCancelledError, ProvingFailedError, WitnessError } from './errors.js'
import { fromWords, toWords } from './proofWords.js'

/** What proving and verifying take, as bytes whose hashes were checked. */
export type Artifacts = { wasm: Uint8Array; zkey: Uint8Array; vkey: Record<string, unknown> }

/** Makes a proof of a witness in the format of a `.wtns` file. */
export type MakeProof = (
  witness: Uint8Array,
  artifacts: Artifacts,
  signal: AbortSignal | undefined,
) => Promise<SnarkProof>

/**
 * Input to proof, cancelled at the next of its steps; when it has rejected, no step follows.
 *
 * Every proof is verified before it is returned. That takes some 35 ms of several seconds, and it finds what no hash of
 * a file does: a faulty memory, an interrupted thread, an external prover that is none. A proof that doesn't hold
 * would cost its holder a reverted transaction and tell the world of it.
 */
export async function prove(
  circuit: CircuitName,
  input: Witness,
  artifacts: Artifacts,
  { signal, onProgress }: ProvingOptions = {},
  makeProof: MakeProof = snarkjsProof,
): Promise<Groth16Proof> {
  try {
    onProgress?.({ stage: 'witness' })
    await checkpoint(signal)
    const witness = await calculateWitness(circuit, input, artifacts)
    onProgress?.({ stage: 'prove' })
    await checkpoint(signal)
    const proof = await makeProof(witness, artifacts, signal)
    // The public signals are ours, of the witness: what an external prover says they are is never read.
    const values = await wtns.exportJson({ type: 'mem', data: witness })
    const publicSignals = values.slice(1, 1 + Number(artifacts.vkey.nPublic)).map(BigInt)
    const words = wordsOf(circuit, proof)
    if (!(await verify(artifacts, { proof: words, publicSignals }))) throw new ProofInvalidError(circuit)
    throwIfCancelled(signal)
    onProgress?.({ stage: 'done' })
    return { proof: words, publicSignals }
  } catch (error) {
    if (error instanceof AcesoError) throw error
    throw new ProvingFailedError(circuit, error instanceof Error ? error.name : typeof error)
  }
}

/** True when the proof holds for its public signals. */
export async function verify({ vkey }: Artifacts, { proof, publicSignals }: Groth16Proof): Promise<boolean> {
  // snarkjs takes signals that are left out for zeros.
  if (publicSignals.length !== vkey.nPublic) return false
  return groth16.verify(vkey, publicSignals.map(String), fromWords(proof))
}

async function calculateWitness(
  circuit: CircuitName,
  input: Witness,
  { wasm }: Artifacts,
): Promise<Uint8Array> {
  const witness: { type: 'mem'; data?: Uint8Array } = { type: 'mem' }
  try {
    // A circuit of circom 2 brings its own memory; left to itself, snarkjs reserves 2 GB beside it.
    await wtns.calculate(input, wasm, witness, { memorySize: 1 })
  } catch (error) {
    if (error instanceof Error && /assert|signal|inputs|BigInt/i.test(error.message)) {
      throw new WitnessError(circuit)
    }
    throw error
  }
  return witness.data!
}

const snarkjsProof: MakeProof = async (witness, { zkey }, signal) => {
  // snarkjs knows no signal, but it tells a logger of its steps, and what that throws ends the proof.
  const step = () => throwIfCancelled(signal)
  const logger = { debug: step, info: step, warn: step, error: step }
  const { proof } = await groth16.prove(zkey, { type: 'mem', data: witness }, logger)
  return proof
}

function wordsOf(circuit: CircuitName, proof: SnarkProof) {
  try {
    return toWords(proof)
  } catch {
    throw new ProofInvalidError(circuit)
  }
}

/** The next step blocks this thread: without a turn of the event loop, an abort before it would come after it. */
async function checkpoint(signal: AbortSignal | undefined): Promise<void> {
  throwIfCancelled(signal)
  await new Promise((resolve) => setTimeout(resolve))
  throwIfCancelled(signal)
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ProvingCancelledError()
}
