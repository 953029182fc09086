// Each by itself: the package as a whole reads the constants of sixteen, which takes 20 MB.
import { poseidon2 } from 'poseidon-lite/poseidon2'
import { poseidon3 } from 'poseidon-lite/poseidon3'
import { poseidon4 } from 'poseidon-lite/poseidon4'
import { poseidon5 } from 'poseidon-lite/poseidon5'
import { poseidon6 } from 'poseidon-lite/poseidon6'
import { poseidon7 } from 'poseidon-lite/poseidon7'
import { poseidon8 } from 'poseidon-lite/poseidon8'
import { poseidon9 } from 'poseidon-lite/poseidon9'
import { poseidon10 } from 'poseidon-lite/poseidon10'

/** The first input of every hash: one small constant per purpose, so that no hash can be taken for another. */
export const Tag = {
  subject: 1n,
  policy: 2n,
  terms: 4n,
  leaf: 5n,
  attestation: 7n,
  nullifier: 8n,
  observation: 9n,
  node: 10n,
  signals: 11n,
  signature: 12n,
  committee: 13n,
  predicate: 14n,
  seats: 16n,
} as const

const byArity = {
  2: poseidon2,
  3: poseidon3,
  4: poseidon4,
  5: poseidon5,
  6: poseidon6,
  7: poseidon7,
  8: poseidon8,
  9: poseidon9,
  10: poseidon10,
}

/** Poseidon over BN254, tagged. Takes 1 to 9 inputs after the tag. */
export function hash(tag: keyof typeof Tag, ...inputs: bigint[]): bigint {
  return poseidon(Tag[tag], inputs)
}

/** As `hash`, under a tag that carries the network: tag + 2^8 · domain. */
export function hashOn(domain: bigint, tag: keyof typeof Tag, ...inputs: bigint[]): bigint {
  return poseidon(Tag[tag] + (domain << 8n), inputs)
}

function poseidon(tag: bigint, inputs: bigint[]): bigint {
  return byArity[(inputs.length + 1) as keyof typeof byArity]([tag, ...inputs])
}
