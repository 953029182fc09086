export type { CircuitName, CircuitProver } from '../circuits.js'
export {
  ArtifactDownloadError,
  ArtifactMismatchError,
  ProofInvalidError,
  ProverWorkerError,
  ProvingCancelledError,
  ProvingFailedError,
  WitnessError,
} from '../errors.js'
export { type BrowserProverParameters, createBrowserProver } from './createBrowserProver.js'
