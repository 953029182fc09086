import type { SnarkInput } from 'snarkjs'

/** A circuit to measure, with an input it accepts. Files are absolute paths. */
export type Subject = {
  name: string
  wasm: string
  zkey: string
  vkey: string
  input: SnarkInput
  verifier: Verifier
  /** What the public signals bind, where they don't say it themselves. */
  stated?: readonly bigint[]
}

export type Verifier = {
  /** Its source, relative to the repository's root; the contract has the file's name. */
  source: string
  /** Arguments of `verifyProof` after proof and public signals. */
  extra: readonly bigint[]
}
