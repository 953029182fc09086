import type { Address } from 'viem'

/** Accounts that hold roles. One may be several. */
export type AccountName =
  | 'governor'
  | 'productManager'
  | 'committeeManager'
  | 'guardian'
  | 'treasurer'
  | 'feedManager'
  | 'oracleRewards'

export type GovernanceAccounts = Record<AccountName, Address>

export type RoleName =
  | 'ADMIN'
  | 'PRODUCT'
  | 'COMMITTEE'
  | 'GUARDIAN'
  | 'GOVERNOR'
  | 'TREASURER'
  | 'ORACLE_REWARDS'
  | 'FEED'

/** A token that pools underwrite in, and how it is watched. */
export type AssetConfig = {
  symbol: string
  address: Address
  feed: {
    /** Chainlink's, AggregatorV3Interface. */
    aggregator: Address
    /** What the feed says it is, so that a wrong address is noticed before it is used. */
    description: string
    /** Seconds after which an answer is stale. */
    heartbeat: number
    /** Bounds of the answer, millionths of one. */
    lower: number
    upper: number
  }
}

export type PoolConfig = {
  asset: Address
  /** Of the share. */
  name: string
  symbol: string
  /** Ten-thousandths of the pool that are paid at once within a day. */
  instantShare: number
  /** Gets the probe back. */
  sponsor: Address
}

export type NetworkConfig = {
  chainId: number
  name: string
  accounts: GovernanceAccounts
  /** Seconds between announcing and doing, of each role. */
  delays: Record<RoleName, number>
  /** Seconds by which even an admin without a delay waits before another role may call a contract. */
  targetAdminDelay: number
  /** Chainlink's sequencer uptime feed, zero where there is none. */
  sequencerFeed: Address
  assets: readonly AssetConfig[]
  pools: readonly PoolConfig[]
}
