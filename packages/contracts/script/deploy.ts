import { readFileSync } from 'node:fs'
import { isLocalChain } from '@aceso/core'
import {
  type Account,
  type Address,
  type Chain,
  type Client,
  getContractAddress,
  type Hex,
  type Transport,
} from 'viem'
import {
  getBlockNumber,
  getChainId,
  getTransactionCount,
  sendTransaction,
  waitForTransactionReceipt,
} from 'viem/actions'
import { creationCode } from './artifact.js'

/** A viem client with the account that deploys. */
export type DeployClient = Client<Transport, Chain | undefined, Account>

/** The protocol's addresses on one chain; the shape of `deployments/<chainId>.json`. */
export type ProtocolDeployment = {
  chainId: number
  startBlock: bigint
  accessManager: Address
  oracleRegistry: Address
  productCatalog: Address
  policyBook: Address
  coverDesk: Address
  claimDesk: Address
}

/** Proving keys that one machine made can forge claims; they are refused wherever money could be real. */
export class DevelopmentKeysError extends Error {
  override readonly name = 'DevelopmentKeysError'
  constructor(chainId: number) {
    super(
      `The circuits' keys come from a development setup, so whoever made them can forge a claim. They are refused on chain ${chainId}. Run a ceremony first.`,
    )
  }
}

/** Throws `DevelopmentKeysError` unless the chain is local or the circuits' keys come from a ceremony. */
export function assertKeysAllowed(chainId: number, setup: string = readSetup()): void {
  if (setup !== 'ceremony' && !isLocalChain(chainId)) throw new DevelopmentKeysError(chainId)
}

function readSetup(): string {
  const path = new URL('../../../circuits/artifacts.json', import.meta.url)
  return (JSON.parse(readFileSync(path, 'utf8')) as { setup: string }).setup
}

/** Deploys the protocol; `admin` gets the access manager. The contracts know each other by addresses fixed here. */
export async function deployProtocol(client: DeployClient, admin: Address): Promise<ProtocolDeployment> {
  const chainId = await getChainId(client)
  assertKeysAllowed(chainId)
  const startBlock = await getBlockNumber(client, { cacheTime: 0 })
  const libraries = {
    PoseidonT5: await deploy(client, 'PoseidonT5'),
    PoseidonT6: await deploy(client, 'PoseidonT6'),
  }
  const accessManager = await deploy(client, 'AccessManager', [admin])
  const claimVerifier = await deploy(client, 'ClaimVerifier')
  const insertionVerifier = await deploy(client, 'InsertionVerifier')
  const oracleRegistry = await deploy(client, 'OracleRegistry', [accessManager], libraries)
  const productCatalog = await deploy(client, 'ProductCatalog', [accessManager, oracleRegistry], libraries)
  const policyBook = await deploy(
    client,
    'PolicyBook',
    [await addressAfter(client, 1), insertionVerifier],
    libraries,
  )
  const coverDesk = await deploy(client, 'CoverDesk', [accessManager, productCatalog, policyBook])
  const claimDesk = await deploy(client, 'ClaimDesk', [
    productCatalog,
    policyBook,
    oracleRegistry,
    claimVerifier,
  ])
  return {
    chainId,
    startBlock,
    accessManager,
    oracleRegistry,
    productCatalog,
    policyBook,
    coverDesk,
    claimDesk,
  }
}

export type PoolParameters = { asset: Address; name: string; symbol: string }

/** Deploys an underwriting pool for a deployment's desks. */
export function deployPool(
  client: DeployClient,
  { coverDesk, claimDesk, accessManager }: ProtocolDeployment,
  { asset, name, symbol }: PoolParameters,
): Promise<Address> {
  return deploy(client, 'UnderwritingPool', [asset, name, symbol, coverDesk, claimDesk, accessManager])
}

/** Deploys one contract by its artifact's name. */
export async function deploy(
  client: DeployClient,
  contract: string,
  args: readonly unknown[] = [],
  libraries: Record<string, Address> = {},
): Promise<Address> {
  const data: Hex = creationCode(contract, args, libraries)
  const hash = await sendTransaction(client, { account: client.account, chain: client.chain ?? null, data })
  const receipt = await waitForTransactionReceipt(client, { hash, pollingInterval: 50 })
  if (receipt.status !== 'success' || !receipt.contractAddress)
    throw new Error(`Deployment of ${contract} reverted`)
  return receipt.contractAddress
}

/** Address of the contract that the account will create after `transactions` more. */
async function addressAfter(client: DeployClient, transactions: number): Promise<Address> {
  const from = client.account.address
  const nonce = await getTransactionCount(client, { address: from })
  return getContractAddress({ from, nonce: BigInt(nonce + transactions) })
}
