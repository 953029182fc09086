import { AcesoError } from '@aceso/core'
import type { Account, Chain, Client, Transport } from 'viem'
import { getBlock } from 'viem/actions'

/** Any viem client. Actions that send a transaction need one with an account. */
export type AcesoClient = Client<Transport, Chain | undefined, Account | undefined>

export class AccountMissingError extends AcesoError {
  constructor() {
    super('This action sends a transaction; the client has no account to send it from.', {
      name: 'AccountMissingError',
    })
  }
}

export function accountOf(client: AcesoClient): Account {
  if (!client.account) throw new AccountMissingError()
  return client.account
}

/** The chain's clock: timestamp of the latest block, unix seconds. */
export async function chainTime(client: AcesoClient): Promise<bigint> {
  return (await getBlock(client, { blockTag: 'latest' })).timestamp
}
