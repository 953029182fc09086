import { type Address, encodeFunctionData, isAddressEqual, parseAbi, zeroAddress } from 'viem'
import { getCode, readContract } from 'viem/actions'
import { artifactOf } from './artifact.js'
import type { DeployClient, ReadClient } from './DeployClient.js'
import { AssetWithoutCodeError, FeedMismatchError, GovernanceNeededError } from './deploymentErrors.js'
import type { AssetConfig, NetworkConfig } from './networks/NetworkConfig.js'
import type { DeploymentPlan } from './planDeployment.js'
import { selectorOf } from './roles.js'
import { sendCall } from './sendCall.js'

export const feedAbi = parseAbi(['function description() view returns (string)'])

type Feed = { aggregator: Address; heartbeat: number; lower: number; upper: number }

/** Throws unless the tokens and feeds of the configuration are contracts, and the feeds those it takes them for. */
export async function assertAssets(
  client: ReadClient,
  { assets, sequencerFeed }: NetworkConfig,
): Promise<void> {
  for (const { symbol, address, feed } of assets) {
    await assertCode(client, symbol, address)
    await assertCode(client, `the feed of ${symbol}`, feed.aggregator)
    const { aggregator, description } = feed
    const actual = await readContract(client, {
      address: aggregator,
      abi: feedAbi,
      functionName: 'description',
    })
    if (actual !== description) throw new FeedMismatchError(aggregator, description, actual)
  }
  if (sequencerFeed !== zeroAddress) await assertCode(client, "the sequencer's feed", sequencerFeed)
}

/** Sets the feeds that differ from the configuration, as long as the deploying account may. */
export async function setFeeds(
  client: DeployClient,
  { assets }: NetworkConfig,
  { accessManager, coverDesk }: DeploymentPlan,
  onProgress: (line: string) => void = () => undefined,
): Promise<void> {
  const { abi } = artifactOf('CoverDesk')
  for (const { symbol, address, feed } of assets) {
    if (isSameFeed(await feedOf(client, coverDesk, address), feed)) {
      onProgress(`The feed of ${symbol} is set already`)
      continue
    }
    const { aggregator, heartbeat, lower, upper } = feed
    const args = [address, { aggregator, heartbeat, lower, upper }]
    const call = {
      what: `Setting the feed of ${symbol}`,
      target: coverDesk,
      data: encodeFunctionData({ abi, functionName: 'setFeed', args }),
    }
    const [immediate] = (await readContract(client, {
      address: accessManager,
      abi: artifactOf('AccessManager').abi,
      functionName: 'canCall',
      args: [client.account.address, coverDesk, selectorOf('CoverDesk', 'setFeed')],
    })) as [boolean, number]
    if (!immediate) throw new GovernanceNeededError([call])
    await sendCall(client, call)
    onProgress(`The feed of ${symbol} is ${aggregator}`)
  }
}

/** The feed that the cover desk holds for an asset, all zero if it holds none. */
export async function feedOf(client: ReadClient, coverDesk: Address, asset: Address): Promise<Feed> {
  const { abi } = artifactOf('CoverDesk')
  return (await readContract(client, {
    address: coverDesk,
    abi,
    functionName: 'feedOf',
    args: [asset],
  })) as Feed
}

export function isSameFeed(
  actual: Feed,
  { aggregator, heartbeat, lower, upper }: AssetConfig['feed'],
): boolean {
  return (
    isAddressEqual(actual.aggregator, aggregator) &&
    actual.heartbeat === heartbeat &&
    actual.lower === lower &&
    actual.upper === upper
  )
}

async function assertCode(client: ReadClient, what: string, address: Address): Promise<void> {
  if (!(await getCode(client, { address }))) throw new AssetWithoutCodeError(what, address)
}
