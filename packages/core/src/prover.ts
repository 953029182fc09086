import type { TreePath } from './book.js'
import type { Binding, CancelSignals, ClaimSignals, EligibilitySignals } from './boundSignals.js'

/** The eight words of a Groth16 proof in the order the contracts take them: a, b (imaginary part first), c. */
export type ProofWords = readonly [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint]
export type Groth16Proof = { proof: ProofWords; publicSignals: readonly bigint[] }

/** An attested result and its signers, by the names they have in `claim` and `eligibility`. */
export type QuorumWitness = {
  measure: bigint
  domain: bigint
  committee: readonly bigint[]
  value: bigint
  observedAt: bigint
  linkedAt: bigint
  observationTag: bigint
  issuedAt: bigint
  keys: readonly (readonly [bigint, bigint])[]
  challenges: readonly bigint[]
  responses: readonly bigint[]
}

/** Inputs of the `claim` circuit, by the names they have there. Digest, challenge and fingerprint are public. */
export type ClaimWitness = Binding &
  ClaimSignals &
  QuorumWitness & {
    secret: bigint
    index: bigint
    renewable: bigint
    renewed: bigint
    start: bigint
    end: bigint
    leafIndex: bigint
    path: TreePath
    productId: bigint
    committeeId: bigint
    comparator: bigint
    thresholds: readonly bigint[]
    waiting: bigint
    claimWindow: bigint
    linkGrace: bigint
  }

/** Inputs of the `cancel` circuit, by the names they have there. Digest, challenge and fingerprint are public. */
export type CancelWitness = Binding &
  CancelSignals & {
    secret: bigint
    index: bigint
    renewed: bigint
    start: bigint
    leafIndex: bigint
    path: TreePath
  }

/** Inputs of the `insertion` circuit, by the names they have there. The first seven are public. */
export type InsertionWitness = {
  oldRoot: bigint
  newRoot: bigint
  batchRoot: bigint
  batchIndex: bigint
  count: bigint
  challenge: bigint
  fingerprint: bigint
  commitments: readonly bigint[]
  terms: readonly bigint[]
  windows: readonly bigint[]
  path: TreePath
}

/** Inputs of the `eligibility` circuit, by the names they have there. Digest, challenge and fingerprint are public. */
export type EligibilityWitness = Binding &
  EligibilitySignals &
  QuorumWitness & {
    secret: bigint
    index: bigint
    comparator: bigint
    threshold: bigint
    maxAge: bigint
  }

/** Inputs of the `equivocation` circuit, by the names they have there. The first three are public. */
export type EquivocationWitness = {
  key: bigint
  domain: bigint
  context: bigint
  measure: bigint
  observationTag: bigint
  ordinates: readonly bigint[]
  subjects: readonly bigint[]
  values: readonly bigint[]
  observedAt: readonly bigint[]
  linkedAt: readonly bigint[]
  issuedAt: readonly bigint[]
  challenges: readonly bigint[]
  responses: readonly bigint[]
}

/** How far a proof is. A stage may be skipped, never repeated out of this order; only `load` comes several times. */
export type ProvingProgress =
  /** Bytes of one artefact that are here so far. `total` is missing where the server doesn't say it. */
  | { stage: 'load'; file: string; bytes: number; total?: number }
  /** A warning: the artefact is used, but couldn't be stored, so it will have to be loaded again. */
  | { stage: 'notStored'; file: string }
  | { stage: 'witness' }
  | { stage: 'prove' }
  | { stage: 'done' }

export type ProvingOptions = {
  /** Aborting it makes the proof reject with the prover's `ProvingCancelledError`. */
  signal?: AbortSignal | undefined
  /** Is called synchronously, so it should return soon. */
  onProgress?: ((progress: ProvingProgress) => void) | undefined
}

type Prove<Witness> = (witness: Witness, options?: ProvingOptions) => Promise<Groth16Proof>

/** Input to proof. The SDK takes one as an argument, so that any prover can be plugged in. */
export type Prover = {
  proveClaim: Prove<ClaimWitness>
  proveCancel: Prove<CancelWitness>
  proveInsertion: Prove<InsertionWitness>
  proveEligibility: Prove<EligibilityWitness>
  proveEquivocation: Prove<EquivocationWitness>
}
