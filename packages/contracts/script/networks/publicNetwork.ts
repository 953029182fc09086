import { DAY, HOUR } from '@aceso/core'
import { type Address, zeroAddress } from 'viem'
import type { GovernanceAccounts, NetworkConfig, RoleName } from './NetworkConfig.js'

/** Providers who see a change announced need about two weeks to leave: the rest of an epoch, and a whole one. */
const NOTICE = Number(21n * DAY)

const delays: Record<RoleName, number> = {
  ADMIN: NOTICE,
  PRODUCT: NOTICE,
  COMMITTEE: NOTICE,
  GUARDIAN: 0,
  GOVERNOR: Number(2n * DAY),
  TREASURER: 0,
  ORACLE_REWARDS: 0,
  FEED: Number(7n * DAY),
}

export type PublicNetworkParameters = {
  chainId: number
  name: string
  /** Circle's own USDC, not a bridged one. */
  usdc: Address
  /** Chainlink's USDC / USD. */
  usdcFeed: Address
  /** Chainlink publishes none for test networks. */
  sequencerFeed?: Address
}

/** What all public networks have in common: a pool in USDC, and the same notice for the same change. */
export function publicNetwork(
  { chainId, name, usdc, usdcFeed, sequencerFeed = zeroAddress }: PublicNetworkParameters,
  accounts: GovernanceAccounts,
): NetworkConfig {
  return {
    chainId,
    name,
    accounts,
    delays,
    targetAdminDelay: NOTICE,
    sequencerFeed,
    assets: [
      {
        symbol: 'USDC',
        address: usdc,
        feed: {
          aggregator: usdcFeed,
          description: 'USDC / USD',
          // Chainlink answers at least once a day; the hour is for its transaction to arrive.
          heartbeat: Number(DAY + HOUR),
          lower: 990_000,
          upper: 1_010_000,
        },
      },
    ],
    pools: [
      {
        asset: usdc,
        name: 'Aceso Health Pool',
        symbol: 'acesoUSDC',
        instantShare: 1000,
        sponsor: accounts.treasurer,
      },
    ],
  }
}
