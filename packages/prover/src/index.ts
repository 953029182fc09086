export type { CircuitName } from './artifacts.js'
export { type CreateProverParameters, createProver, type NodeProver } from './createProver.js'
export { ArtifactMismatchError, ArtifactMissingError, WitnessError } from './errors.js'
