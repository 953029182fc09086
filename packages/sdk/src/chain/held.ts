import { claimDeskAbi } from '@aceso/abi'
import type { Address } from 'viem'
import type { Deployment } from '../deployment.js'
import type { AcesoClient } from './client.js'
import { read } from './read.js'

/** A claim that waits to be paid. Amounts in asset units, times in unix seconds. */
export type HeldClaim = {
  heldId: bigint
  nullifier: bigint
  observationNullifier: bigint
  terms: bigint
  units: bigint
  /** What the evidence rests on, such as a committee root; if that is revoked the claim is void. */
  source: bigint
  recipient: Address
  /** The relayer's fee included. */
  amount: bigint
  relayer: Address
  fee: bigint
  payableAt: bigint
  /** The policy can be claimed as of this time again if the claim is voided. */
  since: bigint
  /** Whether it is payable, or its source revoked. */
  isSettleable: boolean
}

/** Undefined where no claim is held under this number. */
export async function heldClaimAt(
  client: AcesoClient,
  { claimDesk }: Deployment,
  heldId: bigint,
): Promise<HeldClaim | undefined> {
  const desk = { address: claimDesk, abi: claimDeskAbi } as const
  const [held, isSettleable] = await Promise.all([
    read(client, { ...desk, functionName: 'heldClaim', args: [heldId] }),
    read(client, { ...desk, functionName: 'isSettleable', args: [heldId] }),
  ])
  if (held.amount === 0n) return undefined
  const { units, payableAt, since } = held
  return {
    ...held,
    heldId,
    units: BigInt(units),
    payableAt: BigInt(payableAt),
    since: BigInt(since),
    isSettleable,
  }
}
