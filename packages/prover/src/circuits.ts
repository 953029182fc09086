import type { Groth16Proof, Prover, ProvingOptions } from '@aceso/core'

/** A further circuit is one line here, once core's `Prover` names its method. All names of circuits come from this. */
const circuitOf = {
  proveClaim: 'claim',
  proveCancel: 'cancel',
  proveInsertion: 'insertion',
  proveEligibility: 'eligibility',
  proveEquivocation: 'equivocation',
} as const satisfies Record<keyof Prover, string>

export type CircuitName = (typeof circuitOf)[keyof typeof circuitOf]

/** Inputs of a circuit by the names they have there. */
export type Witness = Record<string, unknown>

/** A prover's own verification key, and an end. The same in Node and in the browser. */
export type CircuitProver = Prover & {
  /** True when the proof holds for its public signals. */
  verify(circuit: CircuitName, proof: Groth16Proof): Promise<boolean>
  /** Cancels what is being proven and frees workers and threads, which would keep a process alive. */
  close(): Promise<void>
}

/** The methods of `Prover`, each of them `prove` for its circuit. */
export function proverMethods(
  prove: (circuit: CircuitName, witness: Witness, options: ProvingOptions) => Promise<Groth16Proof>,
): Prover {
  const methods = Object.entries(circuitOf).map(([method, circuit]) => [
    method,
    (witness: Witness, options: ProvingOptions = {}) => prove(circuit, witness, options),
  ])
  return Object.fromEntries(methods) as Prover
}
