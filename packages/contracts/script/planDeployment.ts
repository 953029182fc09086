import type { Address, Hex } from 'viem'
import { creationCode } from './artifact.js'
import { create2Address } from './create2.js'
import type { NetworkConfig } from './networks/NetworkConfig.js'

/** Asset units that must lie at a pool's address before it is created; `UnderwritingPool.PROBE`. */
export const PROBE = 10_007n

/** A contract that the proxy creates. */
export type PlannedContract = {
  name: string
  args: readonly unknown[]
  libraries: Record<string, Address>
  initCode: Hex
  address: Address
}

export type PlannedPool = PlannedContract & { symbol: string; asset: Address }

/** Everything that a deployment creates, in order, and where: known before anything is sent. */
export type DeploymentPlan = {
  contracts: PlannedContract[]
  pools: PlannedPool[]
  accessManager: Address
  oracleRegistry: Address
  productCatalog: Address
  coverDesk: Address
  claimDesk: Address
  attestationTrigger: Address
  upkeep: Address
}

/** Addresses follow from code and arguments alone; of the accounts, only `deployer` and the pools' sponsors are among those. */
export function planDeployment(config: NetworkConfig, deployer: Address): DeploymentPlan {
  const contracts: PlannedContract[] = []
  const add = (name: string, args: readonly unknown[] = [], libraries: Record<string, Address> = {}) => {
    const contract = plan(name, args, libraries)
    contracts.push(contract)
    return contract.address
  }

  const poseidon = { PoseidonT5: add('PoseidonT5'), PoseidonT6: add('PoseidonT6') }
  const exitQueue = add('ExitQueue')
  // The proxy is the sender of every creation, so the account is named instead.
  const accessManager = add('AccessManager', [deployer])
  const insertionVerifier = add('InsertionVerifier')
  const cancelVerifier = add('CancelVerifier')
  const eligibilityVerifier = add('EligibilityVerifier')
  const equivocationVerifier = add('EquivocationVerifier')
  const oracleRegistry = add('OracleRegistry', [accessManager, equivocationVerifier], poseidon)
  const productCatalog = add('ProductCatalog', [accessManager, oracleRegistry], {
    PoseidonT6: poseidon.PoseidonT6,
  })
  const coverDesk = add('CoverDesk', [
    accessManager,
    productCatalog,
    insertionVerifier,
    eligibilityVerifier,
    config.sequencerFeed,
  ])
  const claimDesk = add('ClaimDesk', [productCatalog, coverDesk, cancelVerifier])
  const attestationTrigger = add('ClaimTrigger', [coverDesk, oracleRegistry])
  const upkeep = add('Upkeep', [claimDesk])

  const pools = config.pools.map((pool) => {
    const { asset, name, symbol, instantShare, sponsor } = pool
    const args = [{ asset, name, symbol, instantShare, sponsor }, coverDesk, claimDesk, accessManager]
    return { ...plan('UnderwritingPool', args, { ExitQueue: exitQueue }), symbol, asset }
  })
  return {
    contracts,
    pools,
    accessManager,
    oracleRegistry,
    productCatalog,
    coverDesk,
    claimDesk,
    attestationTrigger,
    upkeep,
  }
}

function plan(name: string, args: readonly unknown[], libraries: Record<string, Address>): PlannedContract {
  const initCode = creationCode(name, args, libraries)
  return { name, args, libraries, initCode, address: create2Address(initCode) }
}
