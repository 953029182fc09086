import { claimDeskAbi } from '@aceso/abi'
import { type Log, parseEventLogs } from 'viem'
import type { PreparedClaim } from '../claim.js'

/**
 * What became of a claim. It is paid at once, or, if the pool has paid much in the last day, held under `heldId` and
 * paid by anyone's call from `payableAt` on, unix seconds. `payout` in asset units, the relayer's `fee` included.
 */
export type ClaimOutcome = { payout: bigint; fee: bigint } & (
  | { status: 'paid' }
  | { status: 'held'; heldId: bigint; payableAt: bigint }
)

/** The latest of these logs of the desk that says what became of the claim; undefined if none does. */
export function claimOutcome<log extends Log<bigint, number, boolean>>(
  logs: log[],
  { claim }: PreparedClaim,
): { outcome: ClaimOutcome; log: log } | undefined {
  for (const log of logs.toReversed()) {
    const [event] = parseEventLogs({ abi: claimDeskAbi, eventName: ['ClaimPaid', 'ClaimHeld'], logs: [log] })
    if (event?.eventName === 'ClaimPaid' && event.args.nullifier === claim.nullifier) {
      const { payout, fee } = event.args
      return { outcome: { status: 'paid', payout, fee }, log }
    }
    if (event?.eventName === 'ClaimHeld' && event.args.claim.nullifier === claim.nullifier) {
      const { heldId, claim: held } = event.args
      const { amount: payout, fee, payableAt } = held
      return { outcome: { status: 'held', heldId, payableAt: BigInt(payableAt), payout, fee }, log }
    }
  }
  return undefined
}
