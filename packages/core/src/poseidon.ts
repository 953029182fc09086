import {
  poseidon2,
  poseidon3,
  poseidon4,
  poseidon5,
  poseidon6,
  poseidon7,
  poseidon8,
  poseidon9,
  poseidon10,
} from 'poseidon-lite'

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
