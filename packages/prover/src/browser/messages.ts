import type { Groth16Proof, ProvingProgress } from '@aceso/core'
import type { CircuitName, Witness } from '../circuits.js'

export type Task =
  | { kind: 'prove'; circuit: CircuitName; witness: Witness }
  | { kind: 'verify'; circuit: CircuitName; proof: Groth16Proof }

/** The page sends one task at a time, so that answers need no number. `url` is the artefacts'. */
export type ToWorker = { url: string; threads: number; task: Task }

export type FromWorker =
  | { kind: 'progress'; progress: ProvingProgress }
  | { kind: 'result'; result: Groth16Proof | boolean }
  /** An error's class by name, and what it is made from. */
  | { kind: 'failure'; name: string; facts: readonly string[] }
