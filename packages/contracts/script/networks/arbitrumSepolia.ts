import type { GovernanceAccounts, NetworkConfig } from './NetworkConfig.js'
import { publicNetwork } from './publicNetwork.js'

export function arbitrumSepolia(accounts: GovernanceAccounts): NetworkConfig {
  return publicNetwork(
    {
      chainId: 421_614,
      name: 'arbitrumSepolia',
      usdc: '0x75faf114eafb1BDbe2F0316DF893fd58CE46AA4d',
      usdcFeed: '0x0153002d20B96532C639313c2d54c3dA09109309',
    },
    accounts,
  )
}
