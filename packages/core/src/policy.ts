import { hash } from './poseidon.js'
import { type PolicyWindow, packWindow } from './terms.js'

/** The preimage of a leaf of the policy book. */
export type Leaf = { commitment: bigint; terms: bigint; window: bigint }

/** A policy as its holder knows it. `index` counts the holder's policies. */
export type Policy = PolicyWindow & {
  productId: bigint
  terms: bigint
  index: bigint
  commitment: bigint
}

export function leafOf(policy: Pick<Policy, 'commitment' | 'terms'> & PolicyWindow): Leaf {
  return { commitment: policy.commitment, terms: policy.terms, window: packWindow(policy) }
}

export function leafHash({ commitment, terms, window }: Leaf): bigint {
  return hash('leaf', commitment, terms, window)
}

/** Spends a policy once, without telling which. */
export function nullifierOf(secret: bigint, leaf: bigint): bigint {
  return hash('nullifier', secret, leaf)
}

/** Spends an observation once per holder and terms; who knows the observation alone doesn't find it on the chain. */
export function observationNullifierOf(secret: bigint, observationTag: bigint, terms: bigint): bigint {
  return hash('observation', secret, observationTag, terms)
}
