import type { GovernanceAccounts, NetworkConfig } from './NetworkConfig.js'
import { publicNetwork } from './publicNetwork.js'

export function base(accounts: GovernanceAccounts): NetworkConfig {
  return publicNetwork(
    {
      chainId: 8453,
      name: 'base',
      usdc: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
      usdcFeed: '0x7e860098F58bBFC8648a4311b374B1D669a2bc6B',
      sequencerFeed: '0xBCF85224fc0756B9Fa45aA7892530B47e10b6433',
    },
    accounts,
  )
}
