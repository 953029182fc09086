export type { CircuitName, CircuitProver } from './circuits.js'
export { type CreateProverParameters, createProver } from './createProver.js'
export {
  ArtifactMismatchError,
  ArtifactMissingError,
  NativeProverError,
  NativeProverMissingError,
  ProofInvalidError,
  ProvingCancelledError,
  ProvingFailedError,
  WitnessError,
} from './errors.js'
export type { NativeProver } from './nativeProof.js'
