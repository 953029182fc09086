import { isLocalChain } from '@aceso/core'
import { type Address, encodeFunctionData, erc20Abi, getAddress } from 'viem'
import { getBlockNumber, getChainId, getCode, readContract } from 'viem/actions'
import { CREATE2_PROXY, SALT } from './create2.js'
import type { DeployClient, ReadClient } from './DeployClient.js'
import type { DeploymentRecord } from './DeploymentRecord.js'
import { deployContract } from './deployContract.js'
import {
  ChainMismatchError,
  Create2ProxyMissingError,
  ProbeMissingError,
  StartBlockUnknownError,
} from './deploymentErrors.js'
import { assertAccountsAllowed, assertKeysAllowed } from './developmentKeys.js'
import { assertAssets, setFeeds } from './feeds.js'
import type { NetworkConfig } from './networks/NetworkConfig.js'
import { type DeploymentPlan, type PlannedPool, PROBE, planDeployment } from './planDeployment.js'
import { sendCall } from './sendCall.js'
import { setRoles } from './setRoles.js'
import { deployTestAsset } from './testAsset.js'

export type DeployOptions = {
  /** Where the circuits' keys come from; by default what circuits/artifacts.json says. */
  setup?: string
  /** Block of the access manager's creation, where the endpoint cannot tell. */
  startBlock?: bigint
  onProgress?: (line: string) => void
}

/**
 * Deploys the protocol as configured: contracts, feeds, then roles and handover. What a run before has done is
 * skipped, so an interrupted one goes on and a finished one is left as it is.
 */
export async function deployProtocol(
  client: DeployClient,
  config: NetworkConfig,
  { setup, startBlock, onProgress = () => undefined }: DeployOptions = {},
): Promise<DeploymentRecord> {
  const deployer = getAddress(client.account.address)
  onProgress('Looking at chain, keys, accounts and feeds')
  await assertDeployable(client, config, deployer, setup)
  if (isLocalChain(config.chainId)) await deployTestAsset(client, onProgress)
  await assertAssets(client, config)

  const plan = planDeployment(config, deployer)
  let createdAt: bigint | undefined
  for (const contract of plan.contracts) {
    const block = await deployContract(client, contract, onProgress)
    if (contract.address === plan.accessManager) createdAt = block
  }
  for (const pool of plan.pools) await deployPool(client, pool, onProgress)
  await setFeeds(client, config, plan, onProgress)
  await setRoles(client, config, plan, onProgress)
  return recordOf(
    config,
    plan,
    deployer,
    startBlock ?? createdAt ?? (await creationBlock(client, plan.accessManager)),
  )
}

/** What a finished deployment of this plan looks like on file. */
export function recordOf(
  { chainId, name, accounts }: NetworkConfig,
  { contracts, pools, ...addresses }: DeploymentPlan,
  deployer: Address,
  startBlock: bigint,
): DeploymentRecord {
  return {
    chainId,
    network: name,
    startBlock,
    deployer,
    create2Proxy: CREATE2_PROXY,
    salt: SALT,
    accounts,
    ...addresses,
    contracts: Object.fromEntries(
      contracts.map(({ name: contract, address, args, libraries }) => [
        contract,
        { address, args, libraries },
      ]),
    ),
    pools: pools.map(({ symbol, asset, address, args, libraries }) => ({
      symbol,
      asset,
      address,
      args,
      libraries,
    })),
  }
}

async function assertDeployable(
  client: DeployClient,
  { chainId, name, accounts }: NetworkConfig,
  deployer: Address,
  setup: string | undefined,
): Promise<void> {
  const actual = await getChainId(client)
  if (actual !== chainId) throw new ChainMismatchError(name, chainId, actual)
  assertKeysAllowed(chainId, setup)
  assertAccountsAllowed(chainId, { deployer, ...accounts })
  if (!(await getCode(client, { address: CREATE2_PROXY }))) {
    throw new Create2ProxyMissingError(CREATE2_PROXY, chainId)
  }
}

/** The pool's constructor sends a probe of its asset, which must lie at its address by then, on to the sponsor. */
async function deployPool(
  client: DeployClient,
  pool: PlannedPool,
  onProgress: (line: string) => void,
): Promise<void> {
  const name = `UnderwritingPool ${pool.symbol}`
  if (!(await getCode(client, { address: pool.address }))) await sendProbe(client, pool, name)
  await deployContract(client, { ...pool, name }, onProgress)
}

async function sendProbe(client: DeployClient, { asset, address }: PlannedPool, name: string): Promise<void> {
  const missing = PROBE - (await balanceOf(client, asset, address))
  if (missing <= 0n) return
  const account = client.account.address
  const held = await balanceOf(client, asset, account)
  if (held < missing) throw new ProbeMissingError(name, asset, account, missing, held)
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [address, missing] })
  await sendCall(client, { what: `Sending the probe of ${name}`, target: asset, data })
}

function balanceOf(client: ReadClient, asset: Address, account: Address): Promise<bigint> {
  return readContract(client, {
    address: asset,
    abi: erc20Abi,
    functionName: 'balanceOf',
    args: [account],
  })
}

/** The first block with code at the address, by halving. */
async function creationBlock(client: ReadClient, address: Address): Promise<bigint> {
  try {
    let [low, high] = [0n, await getBlockNumber(client, { cacheTime: 0 })]
    while (low < high) {
      const middle = (low + high) / 2n
      if (await getCode(client, { address, blockNumber: middle })) high = middle
      else low = middle + 1n
    }
    return low
  } catch (error) {
    throw new StartBlockUnknownError(address, error as Error)
  }
}
