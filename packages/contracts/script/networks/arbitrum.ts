import type { GovernanceAccounts, NetworkConfig } from './NetworkConfig.js'
import { publicNetwork } from './publicNetwork.js'

export function arbitrum(accounts: GovernanceAccounts): NetworkConfig {
  return publicNetwork(
    {
      chainId: 42_161,
      name: 'arbitrum',
      usdc: '0xaf88d065e77c8cC2239327C5EDb3A432268e5831',
      usdcFeed: '0x50834F3163758fcC1Df9973b6e91f0F0F0434aD3',
      sequencerFeed: '0xFdB631F5EE196F0ed6FAa767959853A9F217697D',
    },
    accounts,
  )
}
