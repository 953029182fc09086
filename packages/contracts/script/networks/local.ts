import { type Address, zeroAddress } from 'viem'
import { testAsset } from '../testAsset.js'
import type { GovernanceAccounts, NetworkConfig, RoleName } from './NetworkConfig.js'

const delays: Record<RoleName, number> = {
  ADMIN: 0,
  PRODUCT: 0,
  COMMITTEE: 0,
  GUARDIAN: 0,
  GOVERNOR: 0,
  TREASURER: 0,
  ORACLE_REWARDS: 0,
  FEED: 0,
}

/** The development chain: test dollars, a feed that anybody can set, no sequencer and no delays. */
export function local(accounts: GovernanceAccounts, chainId = 31337): NetworkConfig {
  const { asset, feed } = testAsset()
  return {
    chainId,
    name: 'local',
    accounts,
    delays,
    targetAdminDelay: 0,
    sequencerFeed: zeroAddress,
    assets: [
      {
        symbol: 'TUSD',
        address: asset,
        feed: {
          aggregator: feed,
          description: 'Test feed',
          heartbeat: 90_000,
          lower: 990_000,
          upper: 1_010_000,
        },
      },
    ],
    pools: [
      {
        asset,
        name: 'Aceso Health Pool',
        symbol: 'acesoTUSD',
        instantShare: 2000,
        sponsor: accounts.treasurer,
      },
    ],
  }
}

/** One account in every role, as on a development chain. */
export function everyRole(account: Address): GovernanceAccounts {
  return {
    governor: account,
    productManager: account,
    committeeManager: account,
    guardian: account,
    treasurer: account,
    feedManager: account,
    oracleRewards: account,
  }
}
