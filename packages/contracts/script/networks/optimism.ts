import type { GovernanceAccounts, NetworkConfig } from './NetworkConfig.js'
import { publicNetwork } from './publicNetwork.js'

export function optimism(accounts: GovernanceAccounts): NetworkConfig {
  return publicNetwork(
    {
      chainId: 10,
      name: 'optimism',
      usdc: '0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85',
      usdcFeed: '0x16a9FA2FDa030272Ce99B29CF780dFA30361E0f3',
      sequencerFeed: '0x371EAD81c9102C9BF4874A9075FFFf170F2Ee389',
    },
    accounts,
  )
}
