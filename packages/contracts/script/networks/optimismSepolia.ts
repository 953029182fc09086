import type { GovernanceAccounts, NetworkConfig } from './NetworkConfig.js'
import { publicNetwork } from './publicNetwork.js'

export function optimismSepolia(accounts: GovernanceAccounts): NetworkConfig {
  return publicNetwork(
    {
      chainId: 11_155_420,
      name: 'optimismSepolia',
      usdc: '0x5fd84259d66Cd46123540766Be93DFE6D43130D7',
      usdcFeed: '0x6e44e50E3cc14DD16e01C590DC1d7020cb36eD4C',
    },
    accounts,
  )
}
