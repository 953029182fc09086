import type { Groth16Proof, ProofWords, Prover } from '@aceso/core'
import { groth16 } from 'snarkjs'
import { type Artifacts, type CircuitName, loadArtifacts } from './artifacts.js'
import { WitnessError } from './errors.js'

export type NodeProver = Prover & {
  /** True when the proof holds for its public signals. */
  verify(circuit: CircuitName, proof: Groth16Proof): Promise<boolean>
  /** Ends the curve's worker threads, which would keep the process alive. */
  close(): Promise<void>
}

export type CreateProverParameters = {
  /** Where the circuits' artefacts lie; by default in the build folder of `@aceso/circuits`. */
  folder?: string
}

/** A prover in this process. Artefacts are read and their hashes checked once, when first needed. */
export function createProver({ folder }: CreateProverParameters = {}): NodeProver {
  const loaded = new Map<CircuitName, Artifacts>()
  const artifactsOf = (circuit: CircuitName) => {
    const artifacts = loaded.get(circuit) ?? loadArtifacts(circuit, folder)
    loaded.set(circuit, artifacts)
    return artifacts
  }
  const prove = async (circuit: CircuitName, witness: Record<string, unknown>): Promise<Groth16Proof> => {
    const { wasm, zkey } = artifactsOf(circuit)
    try {
      const { proof, publicSignals } = await groth16.fullProve(witness, wasm, zkey)
      return { proof: toWords(proof), publicSignals: publicSignals.map(BigInt) }
    } catch (error) {
      if (error instanceof Error && /assert|signal/i.test(error.message)) throw new WitnessError(circuit)
      throw error
    }
  }
  return {
    proveClaim: (witness) => prove('claim', witness),
    proveCancel: (witness) => prove('cancel', witness),
    proveInsertion: (witness) => prove('insertion', witness),
    proveEligibility: (witness) => prove('eligibility', witness),
    proveEquivocation: (witness) => prove('equivocation', witness),
    verify: (circuit, { proof, publicSignals }) =>
      groth16.verify(artifactsOf(circuit).vkey, publicSignals.map(String), fromWords(proof)),
    async close() {
      const { curve_bn128: curve } = globalThis as { curve_bn128?: { terminate(): Promise<void> } | null }
      await curve?.terminate()
    },
  }
}

type Snark = { pi_a: string[]; pi_b: string[][]; pi_c: string[] }

/** The contracts take the two coordinates of each half of b in the other order than snarkjs gives them. */
function toWords({ pi_a, pi_b, pi_c }: Snark): ProofWords {
  const [a0, a1] = pi_a
  const [[b01, b00] = [], [b11, b10] = []] = pi_b
  const [c0, c1] = pi_c
  return [a0, a1, b00, b01, b10, b11, c0, c1].map((word) => BigInt(word ?? 0)) as unknown as ProofWords
}

function fromWords([a0, a1, b00, b01, b10, b11, c0, c1]: ProofWords): Snark & {
  protocol: string
  curve: string
} {
  const text = (...words: bigint[]) => words.map(String)
  return {
    pi_a: text(a0, a1, 1n),
    pi_b: [text(b01, b00), text(b11, b10), text(1n, 0n)],
    pi_c: text(c0, c1, 1n),
    protocol: 'groth16',
    curve: 'bn128',
  }
}
