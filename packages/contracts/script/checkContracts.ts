import type { Abi, Address } from 'viem'
import { getCode, readContract } from 'viem/actions'
import { artifactOf, creationCode } from './artifact.js'
import { create2Address } from './create2.js'
import type { ReadClient } from './DeployClient.js'
import type { DeployedContract, DeploymentRecord } from './DeploymentRecord.js'
import { recordOf } from './deployProtocol.js'
import type { Finding } from './Finding.js'
import { feedAbi, feedOf } from './feeds.js'
import type { NetworkConfig } from './networks/NetworkConfig.js'
import type { DeploymentPlan } from './planDeployment.js'

/** Whether file, configuration and artifacts agree on what was created, and where. Asks no chain. */
export function checkAddresses(
  record: DeploymentRecord,
  config: NetworkConfig,
  plan: DeploymentPlan,
): Finding[] {
  const planned = recordOf(config, plan, record.deployer, record.startBlock)
  return [
    ...checkFacts(record, planned),
    ...Object.entries(planned.contracts).flatMap(([name, contract]) =>
      checkContract(name, name, record.contracts[name], contract),
    ),
    ...planned.pools.flatMap((pool, i) => [
      ...checkContract(poolName(pool.symbol), 'UnderwritingPool', record.pools[i], pool),
      {
        subject: `${poolName(pool.symbol)}: asset on file`,
        expected: `${pool.symbol} of ${pool.asset}`,
        actual: `${record.pools[i]?.symbol} of ${record.pools[i]?.asset}`,
      },
    ]),
  ]
}

/** Whether there is code at every address. */
export async function checkCode(client: ReadClient, plan: DeploymentPlan): Promise<Finding[]> {
  const places = [
    ...plan.contracts,
    ...plan.pools.map(({ symbol, address }) => ({ name: poolName(symbol), address })),
  ]
  return Promise.all(
    places.map(async ({ name, address }) => ({
      subject: `${name}: code`,
      expected: 'there',
      actual: (await getCode(client, { address })) ? 'there' : `none at ${address}`,
    })),
  )
}

/** Whether the contracts know each other, and the assets, as they should. */
export async function checkWiring(
  client: ReadClient,
  config: NetworkConfig,
  plan: DeploymentPlan,
): Promise<Finding[]> {
  const wires = await Promise.all(
    wiringOf(config, plan).map(async ({ name, contract, address, getter, expected }) => ({
      subject: `${name}.${getter}`,
      expected: String(expected),
      actual: await read(client, artifactOf(contract).abi, address, getter),
    })),
  )
  const feeds = await Promise.all(
    config.assets.map(async ({ symbol, address, feed }) => [
      {
        subject: `CoverDesk: feed of ${symbol}`,
        expected: describeFeed(feed),
        actual: await feedOf(client, plan.coverDesk, address).then(describeFeed, () => 'no answer'),
      },
      {
        subject: `${symbol}: what its feed is`,
        expected: feed.description,
        actual: await read(client, feedAbi, feed.aggregator, 'description'),
      },
    ]),
  )
  return [...wires, ...feeds.flat()]
}

type Wire = {
  name: string
  contract: string
  address: Address
  getter: string
  expected: Address | string | number
}

function wiringOf(config: NetworkConfig, plan: DeploymentPlan): Wire[] {
  const wires = (
    contract: string,
    address: Address,
    getters: Record<string, Wire['expected']>,
    name = contract,
  ) => Object.entries(getters).map(([getter, expected]) => ({ name, contract, address, getter, expected }))
  const authority = plan.accessManager
  const created = (name: string) => plan.contracts.find((contract) => contract.name === name)?.address ?? '0x'
  return [
    ...wires('OracleRegistry', plan.oracleRegistry, {
      authority,
      equivocationVerifier: created('EquivocationVerifier'),
    }),
    ...wires('ProductCatalog', plan.productCatalog, { authority, registry: plan.oracleRegistry }),
    ...wires('CoverDesk', plan.coverDesk, {
      authority,
      catalog: plan.productCatalog,
      registry: plan.oracleRegistry,
      sequencerFeed: config.sequencerFeed,
      insertionVerifier: created('InsertionVerifier'),
      eligibilityVerifier: created('EligibilityVerifier'),
    }),
    ...wires('ClaimDesk', plan.claimDesk, {
      catalog: plan.productCatalog,
      book: plan.coverDesk,
      cancelVerifier: created('CancelVerifier'),
    }),
    ...wires('ClaimTrigger', plan.attestationTrigger, {
      book: plan.coverDesk,
      registry: plan.oracleRegistry,
      verifier: plan.attestationTrigger,
    }),
    ...wires('Upkeep', plan.upkeep, { claimDesk: plan.claimDesk }),
    ...config.pools.flatMap(({ asset, name, symbol, instantShare }, i) =>
      wires(
        'UnderwritingPool',
        plan.pools[i]?.address ?? '0x',
        {
          authority,
          coverDesk: plan.coverDesk,
          claimDesk: plan.claimDesk,
          asset,
          name,
          symbol,
          instantShare,
        },
        poolName(symbol),
      ),
    ),
  ]
}

function checkFacts(record: DeploymentRecord, planned: DeploymentRecord): Finding[] {
  const facts = [
    'salt',
    'create2Proxy',
    'accessManager',
    'oracleRegistry',
    'productCatalog',
    'coverDesk',
    'claimDesk',
    'attestationTrigger',
    'upkeep',
  ] as const
  const counts = { subject: 'pools', expected: `${planned.pools.length}`, actual: `${record.pools.length}` }
  return [...facts.map((fact) => ({ subject: fact, expected: planned[fact], actual: record[fact] })), counts]
}

function checkContract(
  subject: string,
  contract: string,
  actual: DeployedContract | undefined,
  { address, args, libraries }: DeployedContract,
): Finding[] {
  if (!actual) return [{ subject, expected: address, actual: 'nothing' }]
  return [
    { subject, expected: address, actual: actual.address },
    {
      subject: `${subject}: from its arguments`,
      expected: addressFrom(contract, actual),
      actual: actual.address,
    },
    { subject: `${subject}: arguments`, expected: text(args), actual: text(actual.args) },
    { subject: `${subject}: libraries`, expected: text(libraries), actual: text(actual.libraries) },
  ]
}

/** The address that the artifact and the file's own arguments make; arguments of another form make none. */
function addressFrom(contract: string, { args, libraries }: DeployedContract): string {
  try {
    return create2Address(creationCode(contract, args, libraries))
  } catch {
    return 'arguments that the constructor takes'
  }
}

async function read(client: ReadClient, abi: Abi, address: Address, getter: string): Promise<string> {
  try {
    return String(await readContract(client, { address, abi, functionName: getter }))
  } catch {
    return 'no answer'
  }
}

function describeFeed({ aggregator, heartbeat, lower, upper }: Awaited<ReturnType<typeof feedOf>>): string {
  return `${aggregator}, at most ${heartbeat} s old, ${lower} to ${upper} millionths`
}

function poolName(symbol: string): string {
  return `UnderwritingPool ${symbol}`
}

function text(value: unknown): string {
  return JSON.stringify(value)
}
