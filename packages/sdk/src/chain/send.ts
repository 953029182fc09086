import { AcesoError } from '@aceso/core'
import type { Address, Hex, TransactionReceipt } from 'viem'
import { call, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { toRevertError } from '../errors/revert.js'
import { type AcesoClient, accountOf } from './client.js'

export class TransactionRevertedError extends AcesoError {
  constructor(hash: Hex) {
    super('The transaction was mined but reverted: the state changed after it was simulated. Try again.', {
      name: 'TransactionRevertedError',
      metaMessages: [`Transaction: ${hash}`],
    })
  }
}

/** Simulates a call, sends it and waits for its receipt. Reverts arrive as typed errors. */
export async function send(client: AcesoClient, to: Address, data: Hex): Promise<TransactionReceipt> {
  const account = accountOf(client)
  await simulate(client, to, data)
  const hash = await sendTransaction(client, { account, chain: client.chain ?? null, to, data }).catch(
    (error) => {
      throw toRevertError(error)
    },
  )
  const receipt = await waitForTransactionReceipt(client, { hash, pollingInterval: 200 })
  if (receipt.status !== 'success') throw new TransactionRevertedError(hash)
  return receipt
}

/** Runs a call without sending it; throws the typed error of its revert. */
export async function simulate(client: AcesoClient, to: Address, data: Hex): Promise<Hex | undefined> {
  const result = await call(client, { account: accountOf(client), to, data }).catch((error) => {
    throw toRevertError(error)
  })
  return result.data
}
