import type { Policy } from '@aceso/core'

/** Where a policy's leaf lies in the book; final from the purchase on. */
export type PolicyPlace = { batchIndex: number; position: number }

/** `ended` once its nullifier is spent: the policy was paid, is about to be paid, or was cancelled. */
export type PolicyStatus = 'open' | 'ended'

/** A policy as everyone sees that it was sold, without its holder's number. */
export type SoldPolicy = Omit<Policy, 'index'> & PolicyPlace

/** A policy as its holder finds it. */
export type RestoredPolicy = Policy &
  PolicyPlace & {
    status: PolicyStatus
    /** Whether its renewal was bought. */
    isRenewed: boolean
  }
