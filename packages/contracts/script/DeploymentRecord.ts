import type { Address, Hex } from 'viem'
import type { GovernanceAccounts } from './networks/NetworkConfig.js'

/** The protocol's addresses on one chain; what its clients need. */
export type ProtocolDeployment = {
  chainId: number
  /** Block from which events are read. */
  startBlock: bigint
  accessManager: Address
  oracleRegistry: Address
  productCatalog: Address
  coverDesk: Address
  claimDesk: Address
  attestationTrigger: Address
  upkeep: Address
}

/** Where a contract is, and what it was created from. */
export type DeployedContract = {
  address: Address
  args: readonly unknown[]
  libraries: Record<string, Address>
}

export type DeployedPool = DeployedContract & { symbol: string; asset: Address }

/** The shape of `deployments/<chainId>.json`: all that is needed to recompute it. */
export type DeploymentRecord = ProtocolDeployment & {
  network: string
  deployer: Address
  create2Proxy: Address
  salt: Hex
  accounts: GovernanceAccounts
  contracts: Record<string, DeployedContract>
  pools: DeployedPool[]
}

/** The part of a record that clients need. */
export function protocolOf(record: DeploymentRecord): ProtocolDeployment {
  const { chainId, startBlock, accessManager, oracleRegistry, productCatalog } = record
  const { coverDesk, claimDesk, attestationTrigger, upkeep } = record
  return {
    chainId,
    startBlock,
    accessManager,
    oracleRegistry,
    productCatalog,
    coverDesk,
    claimDesk,
    attestationTrigger,
    upkeep,
  }
}
