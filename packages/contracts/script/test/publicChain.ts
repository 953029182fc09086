import { createTestClient, createWalletClient, encodeFunctionData, type Hex, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { sendTransaction, setBalance, setCode, waitForTransactionReceipt } from 'viem/actions'
import { artifactOf } from '../artifact.js'
import type { DeployClient } from '../DeployClient.js'
import { configOf } from '../networks/configOf.js'
import type { GovernanceAccounts, NetworkConfig } from '../networks/NetworkConfig.js'
import { PROBE } from '../planDeployment.js'
import { type Anvil, startAnvil } from './anvil.js'

export type PublicChain = Anvil & { config: NetworkConfig }

/** One set for a whole file. */
export const accounts = randomAccounts()

/**
 * A local chain with the id of a public one. Test dollars and test feeds stand where that one has its own; the feeds'
 * name is the only thing the configuration is changed in.
 */
export async function startPublicChain(network: string, chainId: number): Promise<PublicChain> {
  const anvil = await startAnvil(chainId)
  const config = withTestFeeds(configOf(network, accounts))
  const client = testClient(anvil.url)
  const dollar = artifactOf('TestDollar').deployedBytecode.object
  const feed = artifactOf('TestFeed').deployedBytecode.object
  await setCode(client, { address: config.sequencerFeed, bytecode: feed })
  for (const asset of config.assets) {
    await setCode(client, { address: asset.address, bytecode: dollar })
    const address = asset.feed.aggregator
    await setCode(client, { address, bytecode: feed })
    // What the constructor would have set.
    const args = [100_000_000n]
    const data = encodeFunctionData({ abi: artifactOf('TestFeed').abi, functionName: 'setAlways', args })
    await sendAs(anvil.url, accounts.feedManager, address, data)
  }
  return { ...anvil, config }
}

/** An account nobody knows, with ether and the probe of one pool. */
export async function fundedClient(
  url: string,
  { assets }: NetworkConfig,
  key: Hex = generatePrivateKey(),
  probes = 1n,
): Promise<DeployClient> {
  const client = createWalletClient({ account: privateKeyToAccount(key), transport: http(url) })
  await setBalance(testClient(url), { address: client.account.address, value: 10n ** 19n })
  for (const { address } of assets) {
    const data = encodeFunctionData({
      abi: artifactOf('TestDollar').abi,
      functionName: 'mint',
      args: [client.account.address, PROBE * probes],
    })
    if (probes !== 0n) await send(client, address, data)
  }
  return client
}

/** Sends from an account without its key. */
export async function sendAs(url: string, from: Hex, to: Hex, data: Hex): Promise<void> {
  const client = testClient(url)
  await setBalance(client, { address: from, value: 10n ** 18n })
  await client.impersonateAccount({ address: from })
  const impersonator = createWalletClient({ account: from, transport: http(url) })
  await send(impersonator, to, data)
}

export function testClient(url: string) {
  return createTestClient({ mode: 'anvil', transport: http(url) })
}

export function randomAccounts(): GovernanceAccounts {
  const account = () => privateKeyToAccount(generatePrivateKey()).address
  return {
    governor: account(),
    productManager: account(),
    committeeManager: account(),
    guardian: account(),
    treasurer: account(),
    feedManager: account(),
    oracleRewards: account(),
  }
}

function withTestFeeds(config: NetworkConfig): NetworkConfig {
  const assets = config.assets.map((asset) => ({
    ...asset,
    feed: { ...asset.feed, description: 'Test feed' },
  }))
  return { ...config, assets }
}

async function send(client: DeployClient, to: Hex, data: Hex): Promise<void> {
  const hash = await sendTransaction(client, { account: client.account, chain: null, to, data })
  const { status } = await waitForTransactionReceipt(client, { hash, pollingInterval: 50 })
  if (status !== 'success') throw new Error(`Transaction ${hash} reverted`)
}
