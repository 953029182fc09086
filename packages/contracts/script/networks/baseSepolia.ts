import type { GovernanceAccounts, NetworkConfig } from './NetworkConfig.js'
import { publicNetwork } from './publicNetwork.js'

export function baseSepolia(accounts: GovernanceAccounts): NetworkConfig {
  return publicNetwork(
    {
      chainId: 84_532,
      name: 'baseSepolia',
      usdc: '0x036CbD53842c5426634e7929541eC2318f3dCF7e',
      usdcFeed: '0xd30e2101a97dcbAeBCBC04F14C3f624E67A35165',
    },
    accounts,
  )
}
