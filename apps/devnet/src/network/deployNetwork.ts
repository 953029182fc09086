import { oracleRegistryAbi, productCatalogAbi } from '@aceso/abi'
import {
  artifactOf,
  type DeployClient,
  deployProtocol,
  everyRole,
  local,
  type ProtocolDeployment,
  planDeployment,
  protocolOf,
} from '@aceso/contracts'
import type { KeyRegistration } from '@aceso/core'
import {
  type Address,
  createWalletClient,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  http,
  parseUnits,
} from 'viem'
import { getChainId, readContract, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { developmentAccount, operatorAccount } from './accounts.js'
import { ASSET_DECIMALS, developmentProducts, productParameters } from './products.js'

/** The protocol on the local chain, with the pool and the token it underwrites in. */
export type NetworkDeployment = ProtocolDeployment & { pool: Address; asset: Address }

/** The one committee, in which all nodes sit. */
export const COMMITTEE = 1
const MILLION = parseUnits('1000000', ASSET_DECIMALS)

/** Deploys the protocol, a test dollar and a pool. The deployer has every role, without a delay. */
export async function deployContracts(rpcUrl: string): Promise<NetworkDeployment> {
  const client = deployerClient(rpcUrl)
  const config = local(everyRole(client.account.address), await getChainId(client))
  const record = await deployProtocol(client, config)
  const [pool] = record.pools
  if (!pool) throw new Error('Setting up the network: there is no pool')
  return { ...protocolOf(record), pool: pool.address, asset: pool.asset }
}

/** Where `deployContracts` will put the oracle registry. */
export function plannedRegistry(chainId: number): Address {
  const { address } = developmentAccount('deployer')
  return planDeployment(local(everyRole(address), chainId), address).oracleRegistry
}

/** Registers the nodes' keys, seats them in a committee and lists the products. */
export async function openForBusiness(
  rpcUrl: string,
  { oracleRegistry, productCatalog, attestationTrigger, pool }: NetworkDeployment,
  registrations: readonly KeyRegistration[],
): Promise<void> {
  const client = deployerClient(rpcUrl)
  const registry = { abi: oracleRegistryAbi }
  await call(client, oracleRegistry, encodeFunctionData({ ...registry, functionName: 'createCommittee' }))
  for (const [i, registration] of registrations.entries()) {
    const operator = createWalletClient({ account: operatorAccount(i + 1), transport: http(rpcUrl) })
    const data = encodeFunctionData({ ...registry, functionName: 'registerKey', args: [registration] })
    await call(operator, oracleRegistry, data)
    const seat = [BigInt(COMMITTEE), BigInt(i), operator.account.address] as const
    await call(client, oracleRegistry, encodeFunctionData({ ...registry, functionName: 'seat', args: seat }))
  }
  const place = { committeeId: COMMITTEE, trigger: attestationTrigger, pool }
  for (const product of developmentProducts) {
    const args = [productParameters(product, place)] as const
    await call(
      client,
      productCatalog,
      encodeFunctionData({ abi: productCatalogAbi, functionName: 'listProduct', args }),
    )
  }
}

/** Mints test dollars to the accounts of the walk, so that each has a million again. */
export async function fund(rpcUrl: string, { asset }: NetworkDeployment): Promise<void> {
  const client = deployerClient(rpcUrl)
  const { abi } = artifactOf('TestDollar')
  for (const name of ['liquidityProvider', 'policyholder'] as const) {
    const { address } = developmentAccount(name)
    const held = await readContract(client, {
      address: asset,
      abi: erc20Abi,
      functionName: 'balanceOf',
      args: [address],
    })
    if (held >= MILLION) continue
    await call(
      client,
      asset,
      encodeFunctionData({ abi, functionName: 'mint', args: [address, MILLION - held] }),
    )
  }
}

function deployerClient(rpcUrl: string): DeployClient {
  return createWalletClient({ account: developmentAccount('deployer'), transport: http(rpcUrl) })
}

async function call(client: DeployClient, to: Address, data: Hex): Promise<void> {
  const hash = await sendTransaction(client, { account: client.account, chain: null, to, data })
  const { status } = await waitForTransactionReceipt(client, { hash, pollingInterval: 50 })
  if (status !== 'success') throw new Error(`Setting up the network: transaction ${hash} reverted`)
}
