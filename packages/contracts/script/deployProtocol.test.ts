import { DEVELOPMENT_MNEMONIC } from '@aceso/core'
import {
  type Address,
  createWalletClient,
  custom,
  type EIP1193RequestFn,
  encodeFunctionData,
  http,
  zeroAddress,
} from 'viem'
import { generatePrivateKey, mnemonicToAccount } from 'viem/accounts'
import { getCode, getTransactionCount, readContract, setCode } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { artifactOf } from './artifact.js'
import { checkDeployment } from './checkDeployment.js'
import { CREATE2_PROXY } from './create2.js'
import type { DeployClient } from './DeployClient.js'
import {
  AssetWithoutCodeError,
  ChainMismatchError,
  Create2ProxyMissingError,
  DeploymentFailedError,
  DevelopmentAccountError,
  FeedMismatchError,
  GovernanceNeededError,
  ProbeMissingError,
  StartBlockUnknownError,
} from './deploymentErrors.js'
import { deployProtocol } from './deployProtocol.js'
import { describeFindings, isInOrder } from './Finding.js'
import { configOf } from './networks/configOf.js'
import { everyRole } from './networks/local.js'
import type { NetworkConfig } from './networks/NetworkConfig.js'
import { planDeployment } from './planDeployment.js'
import { managerCall } from './roleCalls.js'
import { startAnvil } from './test/anvil.js'
import {
  accounts,
  fundedClient,
  type PublicChain,
  sendAs,
  startPublicChain,
  testClient,
} from './test/publicChain.js'

const setup = 'ceremony'
const key = generatePrivateKey()

let base: PublicChain
beforeAll(async () => {
  base = await startPublicChain('base', 8453)
})
afterAll(() => base.stop())

/** Nothing was sent: the account's first transaction is still to come. */
async function expectNothingSent(client: DeployClient): Promise<void> {
  const { address } = client.account
  expect(await getTransactionCount(client, { address })).toBe(0)
}

describe('a deployment is refused before anything is sent', () => {
  const refusal = async (
    config: NetworkConfig,
    error: new (...args: never[]) => Error,
    client?: DeployClient,
  ) => {
    const deployer = client ?? (await fundedClient(base.url, base.config, undefined, 0n))
    await expect(deployProtocol(deployer, config, { setup })).rejects.toBeInstanceOf(error)
    await expectNothingSent(deployer)
  }

  test('on another chain than the configuration is for', async () => {
    await refusal(configOf('optimism', accounts), ChainMismatchError)
  })

  test('by a development account', async () => {
    const account = mnemonicToAccount(DEVELOPMENT_MNEMONIC)
    const client = createWalletClient({ account, transport: http(base.url) })
    await refusal(base.config, DevelopmentAccountError, client)
  })

  test.each(Object.keys(accounts))('with a development account as %s', async (name) => {
    const { address } = mnemonicToAccount(DEVELOPMENT_MNEMONIC, { addressIndex: 3 })
    await refusal({ ...base.config, accounts: { ...accounts, [name]: address } }, DevelopmentAccountError)
  })

  test('where the asset is no contract', async () => {
    const assets = base.config.assets.map((asset) => ({ ...asset, address: accounts.guardian }))
    await refusal({ ...base.config, assets }, AssetWithoutCodeError)
  })

  test('where the feed is no contract', async () => {
    const assets = base.config.assets.map((asset) => ({
      ...asset,
      feed: { ...asset.feed, aggregator: accounts.guardian },
    }))
    await refusal({ ...base.config, assets }, AssetWithoutCodeError)
  })

  test("where the sequencer's feed is no contract", async () => {
    await refusal({ ...base.config, sequencerFeed: accounts.guardian }, AssetWithoutCodeError)
  })

  test('where the feed is not what it is taken for', async () => {
    await refusal(configOf('base', accounts), FeedMismatchError)
  })

  test('without the deterministic-deployment proxy', async () => {
    const anvil = await startAnvil(10, ['--disable-default-create2-deployer'])
    try {
      const config = configOf('optimism', accounts)
      const client = await fundedClient(anvil.url, config, undefined, 0n)
      await refusal(config, Create2ProxyMissingError, client)
    } finally {
      await anvil.stop()
    }
  })
})

describe('a pool is not created', () => {
  test('without its probe; with it the run goes on', async () => {
    const own = generatePrivateKey()
    const poor = await fundedClient(base.url, base.config, own, 0n)
    await expect(deployProtocol(poor, base.config, { setup })).rejects.toBeInstanceOf(ProbeMissingError)
    const plan = planDeployment(base.config, poor.account.address)
    expect(await getCode(poor, { address: plan.claimDesk })).toBeDefined()
    expect(await getCode(poor, { address: plan.pools[0]?.address ?? zeroAddress })).toBeUndefined()

    const funded = await fundedClient(base.url, base.config, own)
    await deployProtocol(funded, base.config, { setup })
    expect(await getCode(poor, { address: plan.pools[0]?.address ?? zeroAddress })).toBeDefined()
  })
})

describe.each([
  ['base', 8453],
  ['arbitrum', 42_161],
  ['optimism', 10],
] as const)('%s', (network, chainId) => {
  let chain: PublicChain
  beforeAll(async () => {
    chain = network === 'base' ? base : await startPublicChain(network, chainId)
  })
  afterAll(async () => {
    if (chain !== base) await chain.stop()
  })

  test('is deployed and as configured', async () => {
    const client = await fundedClient(chain.url, chain.config, key)
    const lines: string[] = []
    const onProgress = (line: string) => lines.push(line)
    const record = await deployProtocol(client, chain.config, { setup, onProgress })
    expect(lines.length).toBeGreaterThan(15)
    expect(record.chainId).toBe(chainId)
    expect(record.network).toBe(network)

    const findings = await checkDeployment(client, record, { setup, config: chain.config })
    expect(describeFindings(findings.filter((finding) => !isInOrder(finding)))).toEqual([])
    expect(findings.length).toBeGreaterThan(150)
  })

  test('is left as it is by a second run', async () => {
    const client = await fundedClient(chain.url, chain.config, key, 0n)
    const first = await deployProtocol(client, chain.config, { setup })
    const nonce = await getTransactionCount(client, { address: client.account.address })
    const second = await deployProtocol(client, chain.config, { setup })
    expect(second).toEqual(first)
    expect(await getTransactionCount(client, { address: client.account.address })).toBe(nonce)
  })

  test('sells in its asset: feed and sequencer are in order', async () => {
    const client = await fundedClient(chain.url, chain.config, key, 0n)
    const { coverDesk } = planDeployment(chain.config, client.account.address)
    const check = (asset: Address | undefined) =>
      readContract(client, {
        address: coverDesk,
        abi: artifactOf('CoverDesk').abi,
        functionName: 'check',
        args: [asset],
      })
    await expect(check(accounts.guardian)).rejects.toThrow('AssetGuard_FeedMissing')
    await expect(check(chain.config.assets[0]?.address)).resolves.toBeUndefined()
  })
})

describe('an interrupted run', () => {
  test.each([1, 3, 7])('that sends %i transactions at a time ends where one in one go does', async (most) => {
    const client = await fundedClient(base.url, base.config)
    const account = client.account
    const start = await getTransactionCount(client, { address: account.address })
    const uninterrupted = planDeployment(base.config, account.address)
    let runs = 0
    const run = async () => {
      runs += 1
      const interrupted = createWalletClient({
        account,
        transport: custom({ request: limited(client, most) }, { retryCount: 0 }),
      })
      return deployProtocol(interrupted, base.config, { setup })
    }
    let record = await run().catch(expectInterruption)
    while (!record) record = await run().catch(expectInterruption)

    expect(record.claimDesk).toBe(uninterrupted.claimDesk)
    expect(record.pools[0]?.address).toBe(uninterrupted.pools[0]?.address)
    const sent = (await getTransactionCount(client, { address: account.address })) - start
    expect(runs).toBe(Math.ceil(sent / most))
    const findings = await checkDeployment(client, record, { setup, config: base.config })
    expect(describeFindings(findings.filter((finding) => !isInOrder(finding)))).toEqual([])
  })
})

test('what the deploying account does between two runs is found', async () => {
  const client = await fundedClient(base.url, base.config)
  const run = (most: number) =>
    deployProtocol(
      createWalletClient({
        account: client.account,
        transport: custom({ request: limited(client, most) }, { retryCount: 0 }),
      }),
      base.config,
      { setup },
    )
  let failed = ''
  while (!failed.includes('Setting the roles')) failed = await run(1).then(String, String)
  const { oracleRegistry } = planDeployment(base.config, client.account.address)
  const { abi } = artifactOf('OracleRegistry')
  const data = encodeFunctionData({ abi, functionName: 'createCommittee' })
  await sendAs(base.url, client.account.address, oracleRegistry, data)

  const record = await run(1)
  const findings = await checkDeployment(client, record, { setup, config: base.config })
  expect(findings.filter((finding) => !isInOrder(finding))).toEqual([
    {
      subject: 'listed or seated before the roles were set',
      expected: 'nothing',
      actual: 'CommitteeCreated',
    },
  ])
})

describe('two deploying accounts', () => {
  test('make the same of what does not name them, and otherwise each its own', async () => {
    const records = []
    for (let i = 0; i < 2; i++) {
      const client = await fundedClient(base.url, base.config)
      records.push(await deployProtocol(client, base.config, { setup }))
    }
    const [first = {}, second = {}] = records.map(({ contracts }) =>
      Object.fromEntries(Object.entries(contracts).map(([name, { address }]) => [name, address])),
    )
    const same = Object.keys(first).filter((name) => first[name] === second[name])
    expect(same.sort()).toEqual([
      'CancelVerifier',
      'EligibilityVerifier',
      'EquivocationVerifier',
      'ExitQueue',
      'InsertionVerifier',
      'PoseidonT5',
      'PoseidonT6',
    ])
  })

  test('on two chains: one account makes the same of what does not name an asset or a feed of either', () => {
    const { deployer } = { deployer: accounts.guardian }
    const [first, second] = ['base', 'optimism'].map((name) =>
      planDeployment(configOf(name, accounts), deployer),
    )
    expect(first?.accessManager).toBe(second?.accessManager)
    expect(first?.oracleRegistry).toBe(second?.oracleRegistry)
    expect(first?.productCatalog).toBe(second?.productCatalog)
    expect(first?.coverDesk).not.toBe(second?.coverDesk)
    expect(first?.pools[0]?.address).not.toBe(second?.pools[0]?.address)
  })
})

describe('after the handover', () => {
  test('another pool is created, and its roles are left to governance', async () => {
    const client = await fundedClient(base.url, base.config, undefined, 2n)
    await deployProtocol(client, base.config, { setup })
    const [pool] = base.config.pools
    if (!pool) throw new Error('no pool')
    const config = { ...base.config, pools: [pool, { ...pool, symbol: 'acesoUSDC2' }] }
    const run = () => deployProtocol(client, config, { setup })
    const error = await run().catch((caught: unknown) => caught as GovernanceNeededError)
    if (!(error instanceof GovernanceNeededError)) throw new Error('not left to governance')
    const { pools, accessManager } = planDeployment(config, client.account.address)
    expect(await getCode(client, { address: pools[1]?.address ?? zeroAddress })).toBeDefined()

    // What it asks for can be scheduled, and is all that is missing.
    expect(error.calls).toHaveLength(5)
    for (const { target, data } of error.calls) {
      expect(error.message).toContain(`call ${target} with ${data}`)
      await sendAs(base.url, accounts.governor, accessManager, managerCall('schedule', [target, data, 0]))
    }
    await testClient(base.url).increaseTime({ seconds: 21 * 86_400 })
    for (const { target, data } of error.calls) await sendAs(base.url, accounts.governor, target, data)
    const record = await run()
    const findings = await checkDeployment(client, record, { setup, config })
    expect(describeFindings(findings.filter((finding) => !isInOrder(finding)))).toEqual([])
  })

  test('another feed is left to governance', async () => {
    const client = await fundedClient(base.url, base.config)
    const { coverDesk } = await deployProtocol(client, base.config, { setup })
    const assets = base.config.assets.map((asset) => ({ ...asset, feed: { ...asset.feed, lower: 980_000 } }))
    const run = deployProtocol(client, { ...base.config, assets }, { setup })
    await expect(run).rejects.toBeInstanceOf(GovernanceNeededError)
    await expect(run).rejects.toThrow(`call ${coverDesk} with 0x`)
  })
})

describe('the block of the first event', () => {
  test('is asked for where the endpoint has no history', async () => {
    const client = await fundedClient(base.url, base.config)
    const { startBlock } = await deployProtocol(client, base.config, { setup })
    const request = (async ({ method, params }: { method: string; params: unknown[] }) => {
      if (method === 'eth_getCode' && params[1] !== 'latest') throw new Error('missing trie node')
      return client.request({ method, params } as never)
    }) as EIP1193RequestFn
    const forgetful = createWalletClient({
      account: client.account,
      transport: custom({ request }, { retryCount: 0 }),
    })
    await expect(deployProtocol(forgetful, base.config, { setup })).rejects.toBeInstanceOf(
      StartBlockUnknownError,
    )
    const record = await deployProtocol(forgetful, base.config, { setup, startBlock })
    expect(record.startBlock).toBe(startBlock)
  })
})

describe('a local chain', () => {
  test.each([31_337, 31_338])('%i gets test dollars, and one account every role', async (chainId) => {
    const anvil = await startAnvil(chainId)
    try {
      const account = mnemonicToAccount(DEVELOPMENT_MNEMONIC)
      const client = createWalletClient({ account, transport: http(anvil.url) })
      const config = configOf('local', everyRole(account.address), chainId)
      const record = await deployProtocol(client, config)
      const findings = await checkDeployment(client, record)
      expect(describeFindings(findings.filter((finding) => !isInOrder(finding)))).toEqual([])
      // The admin has no delay here, so more may follow.
      const [pool] = config.pools
      if (!pool) throw new Error('no pool')
      const more = { ...config, pools: [pool, { ...pool, symbol: 'second' }] }
      expect((await deployProtocol(client, more)).pools).toHaveLength(2)
    } finally {
      await anvil.stop()
    }
  })
})

describe('what fails on chain', () => {
  test('names the step, and how to go on', async () => {
    const anvil = await startPublicChain('arbitrum', 42_161)
    try {
      const client = await fundedClient(anvil.url, anvil.config)
      // A proxy that creates nothing.
      await setCode(testClient(anvil.url), { address: CREATE2_PROXY, bytecode: '0x00' })
      const run = deployProtocol(client, anvil.config, { setup })
      await expect(run).rejects.toBeInstanceOf(DeploymentFailedError)
      await expect(run).rejects.toThrow('Creating PoseidonT5')
    } finally {
      await anvil.stop()
    }
  })
})

/** The client's requests, of which only so many are transactions. */
function limited(client: DeployClient, most: number): EIP1193RequestFn {
  let sent = 0
  return (async ({ method, params }: { method: string; params: unknown }) => {
    if (method === 'eth_sendRawTransaction') {
      if (sent === most) throw new Error('the connection broke')
      sent += 1
    }
    return client.request({ method, params } as never)
  }) as EIP1193RequestFn
}

function expectInterruption(error: unknown): undefined {
  expect(error).toBeInstanceOf(DeploymentFailedError)
}
