import { underwritingPoolAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'
import { type Address, type Hex, parseEventLogs } from 'viem'
import type { AcesoClient } from './client.js'
import { logsOf } from './logs.js'
import { send } from './send.js'

/** What a claim of settled exits paid. */
export type ExitPayment = { hash: Hex; gasUsed: bigint; assets: bigint; shares: bigint }

export class NothingClaimableError extends AcesoError {
  constructor() {
    super('Nothing of the exit can be claimed yet. Wait for its settlement.', {
      name: 'NothingClaimableError',
    })
  }
}

/** Sends a call that claims settled exits. */
export async function claimExit(client: AcesoClient, pool: Address, data: Hex): Promise<ExitPayment> {
  const receipt = await send(client, pool, data)
  const logs = logsOf(receipt, pool)
  const [event] = parseEventLogs({ abi: underwritingPoolAbi, eventName: 'Withdraw', logs })
  const { assets = 0n, shares = 0n } = event?.args ?? {}
  return { hash: receipt.transactionHash, gasUsed: receipt.gasUsed, assets, shares }
}
