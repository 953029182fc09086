import type { Account, Chain, Client, Transport } from 'viem'

/** A viem client with the account that deploys. */
export type DeployClient = Client<Transport, Chain | undefined, Account>

/** A viem client that only reads. */
export type ReadClient = Client<Transport, Chain | undefined>
