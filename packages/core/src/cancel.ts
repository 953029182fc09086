import type { Address } from 'viem'
import type { TreePath } from './book.js'
import { bindSignals, CANCEL_SIGNALS } from './boundSignals.js'
import { contextOf, type Payment } from './context.js'
import { AcesoError } from './errors.js'
import { leafHash, leafOf, nullifierOf, type Policy } from './policy.js'
import type { CancelWitness } from './prover.js'

/** What a cancellation is made of. Path and root are the book's. */
export type CancelParameters = {
  secret: bigint
  policy: Policy
  policyRoot: bigint
  path: TreePath
  asOf: bigint
  chainId: number
  desk: Address
  payment: Payment
}

export class PolicyRenewableError extends AcesoError {
  constructor() {
    super(
      "The policy was sold renewable, so it can't be cancelled. Renew it before it ends, or let it end.",
      {
        name: 'PolicyRenewableError',
        metaMessages: ['To be able to cancel the next policy, buy it without renewal.'],
      },
    )
  }
}

export class PolicyNotStartedError extends AcesoError {
  constructor() {
    super("The policy hasn't started, and can't be cancelled before it has.", {
      name: 'PolicyNotStartedError',
    })
  }
}

export class PolicyEndedError extends AcesoError {
  constructor() {
    super('The policy has ended, so there is nothing left to cancel.', { name: 'PolicyEndedError' })
  }
}

/**
 * The witness of the `cancel` circuit. Throws when the policy was sold renewable, or doesn't run at `asOf`; both ends
 * count.
 */
export function cancelWitness(parameters: CancelParameters): CancelWitness {
  const { secret, policy, policyRoot, path, asOf, chainId, desk, payment } = parameters
  if (policy.renewable) throw new PolicyRenewableError()
  if (asOf < policy.start) throw new PolicyNotStartedError()
  if (asOf > policy.end) throw new PolicyEndedError()
  const stated = {
    policyRoot,
    terms: policy.terms,
    units: policy.units,
    end: policy.end,
    nullifier: nullifierOf(secret, leafHash(leafOf(policy))),
    asOf,
    context: contextOf(chainId, desk, payment),
  }
  return {
    ...bindSignals(CANCEL_SIGNALS.map((name) => stated[name])),
    ...stated,
    secret,
    index: policy.index,
    renewed: BigInt(policy.renewed),
    start: policy.start,
    leafIndex: policy.leafIndex,
    path,
  }
}
