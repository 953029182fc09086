import type { Groth16Proof, ProvingOptions } from '@aceso/core'
import { artifactPath, loadArtifacts } from './artifacts.js'
import { type CircuitName, type CircuitProver, proverMethods, type Witness } from './circuits.js'
import { NativeProverMissingError } from './errors.js'
import { type Artifacts, type MakeProof, prove, verify } from './groth16.js'
import { type NativeProver, nativeProof } from './nativeProof.js'

export type CreateProverParameters = {
  /** Where the circuits' artefacts lie; by default in the build folder of `@aceso/circuits`. */
  folder?: string
  /**
   * An external executable for the proofs, as rapidsnark. By default the environment's `ACESO_NATIVE_PROVER`, if that
   * is set, or else none. Its proofs are verified as any other.
   */
  native?: NativeProver
}

/** A prover in this process. Artefacts are read and their hashes checked once, when first needed. */
export function createProver({ folder, native }: CreateProverParameters = {}): CircuitProver {
  const executable = native?.executable ?? process.env.ACESO_NATIVE_PROVER
  if (native && !executable) throw new NativeProverMissingError()
  const loaded = new Map<CircuitName, Artifacts>()
  const artifactsOf = (circuit: CircuitName, { onProgress }: ProvingOptions = {}) => {
    const artifacts = loaded.get(circuit) ?? loadArtifacts(circuit, folder, onProgress)
    loaded.set(circuit, artifacts)
    return artifacts
  }
  const makeProof = (circuit: CircuitName): MakeProof | undefined =>
    executable
      ? (witness, _, signal) =>
          nativeProof({ ...native, executable }, artifactPath(circuit, 'zkey', folder), witness, signal)
      : undefined

  const running = new Set<Promise<Groth16Proof>>()
  let closing = new AbortController()
  const proveOne = async (circuit: CircuitName, witness: Witness, options: ProvingOptions) => {
    const signal = AbortSignal.any([closing.signal, ...(options.signal ? [options.signal] : [])])
    const artifacts = artifactsOf(circuit, options)
    const proof = prove(circuit, witness, artifacts, { ...options, signal }, makeProof(circuit))
    running.add(proof)
    return proof.finally(() => running.delete(proof))
  }
  return {
    ...proverMethods(proveOne),
    verify: async (circuit, proof) => verify(artifactsOf(circuit), proof),
    async close() {
      closing.abort()
      closing = new AbortController()
      await Promise.allSettled(running)
      const { curve_bn128: curve } = globalThis as { curve_bn128?: { terminate(): Promise<void> } | null }
      await curve?.terminate()
    },
  }
}
