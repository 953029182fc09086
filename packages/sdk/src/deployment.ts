import type { Address } from 'viem'

/** Where the protocol lives on one chain; the shape of `deployments/<chainId>.json`. */
export type Deployment = {
  chainId: number
  /** Block from which events are read. */
  startBlock: bigint
  productCatalog: Address
  coverDesk: Address
  claimDesk: Address
  oracleRegistry: Address
  attestationTrigger: Address
  upkeep: Address
}
