import { isLocalChain } from '@aceso/core'
import { NetworkUnknownError } from '../deploymentErrors.js'
import { arbitrum } from './arbitrum.js'
import { arbitrumSepolia } from './arbitrumSepolia.js'
import { base } from './base.js'
import { baseSepolia } from './baseSepolia.js'
import { local } from './local.js'
import type { GovernanceAccounts, NetworkConfig } from './NetworkConfig.js'
import { optimism } from './optimism.js'
import { optimismSepolia } from './optimismSepolia.js'

const networks = { base, baseSepolia, arbitrum, arbitrumSepolia, optimism, optimismSepolia, local }

export const networkNames = Object.keys(networks)

/** A network's configuration with the accounts given; local chains differ by `chainId`. */
export function configOf(name: string, accounts: GovernanceAccounts, chainId?: number): NetworkConfig {
  if (!isNetworkName(name)) throw new NetworkUnknownError(name, networkNames)
  if (name !== 'local') return networks[name](accounts)
  return chainId !== undefined && isLocalChain(chainId) ? local(accounts, chainId) : local(accounts)
}

function isNetworkName(name: string): name is keyof typeof networks {
  return networkNames.includes(name)
}
