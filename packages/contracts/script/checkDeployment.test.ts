import {
  type Address,
  createWalletClient,
  custom,
  type EIP1193RequestFn,
  encodeFunctionData,
  type Hex,
  http,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { setBalance, setCode } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { artifactOf } from './artifact.js'
import { checkDeployment } from './checkDeployment.js'
import type { DeploymentRecord } from './DeploymentRecord.js'
import { NetworkUnknownError } from './deploymentErrors.js'
import { deployProtocol } from './deployProtocol.js'
import { describeFindings, isInOrder } from './Finding.js'
import { configOf } from './networks/configOf.js'
import { everyRole } from './networks/local.js'
import { managerCall } from './roleCalls.js'
import { roles, selectorOf } from './roles.js'
import { startAnvil } from './test/anvil.js'
import { type GovernedChain, startGovernedChain } from './test/governedChain.js'
import { accounts, sendAs, testClient } from './test/publicChain.js'

const stranger: Address = '0x1000000000000000000000000000000000000001'

describe('a governed deployment', () => {
  let chain: GovernedChain
  beforeAll(async () => {
    chain = await startGovernedChain()
  })
  afterAll(() => chain.stop())

  const differences = async (record: DeploymentRecord) => {
    const findings = await checkDeployment(chain.client, record, { config: chain.config })
    return findings.filter((finding) => !isInOrder(finding)).map(({ subject }) => subject)
  }

  const contract = (name: string, change: Partial<DeploymentRecord['contracts'][string]>) => ({
    contracts: {
      ...chain.record.contracts,
      [name]: { address: stranger, args: [], libraries: {}, ...chain.record.contracts[name], ...change },
    },
  })

  describe('is refused with another file', () => {
    test.each<[string, () => Partial<DeploymentRecord>, string[]]>([
      ['an address', () => ({ claimDesk: stranger }), ['claimDesk']],
      ["the cover desk's address", () => ({ coverDesk: stranger }), ['coverDesk']],
      ["the upkeep's address", () => ({ upkeep: stranger }), ['upkeep']],
      ['the salt', () => ({ salt: `0x${'00'.repeat(32)}` }), ['salt']],
      ['the proxy', () => ({ create2Proxy: stranger }), ['create2Proxy']],
      ['a later start block', () => ({ startBlock: 1_000n }), ['startBlock']],
      [
        'the address of a contract',
        () => contract('ClaimDesk', { address: stranger }),
        ['ClaimDesk', 'ClaimDesk: from its arguments'],
      ],
      [
        'an argument',
        () => contract('Upkeep', { args: [stranger] }),
        ['Upkeep: from its arguments', 'Upkeep: arguments'],
      ],
      [
        'arguments of another form',
        () => contract('Upkeep', { args: ['no address'] }),
        ['Upkeep: from its arguments', 'Upkeep: arguments'],
      ],
      [
        'a library',
        () => contract('OracleRegistry', { libraries: { PoseidonT6: stranger } }),
        ['OracleRegistry: from its arguments', 'OracleRegistry: libraries'],
      ],
      [
        "a pool's asset",
        () => ({ pools: chain.record.pools.map((pool) => ({ ...pool, asset: stranger })) }),
        ['UnderwritingPool acesoTUSD: asset on file'],
      ],
      [
        'a pool less',
        () => ({ pools: [] }),
        ['pools', 'UnderwritingPool acesoTUSD', 'UnderwritingPool acesoTUSD: asset on file'],
      ],
    ])('%s', async (_, change, subjects) => {
      const found = await differences({ ...chain.record, ...change() })
      expect(found).toEqual(expect.arrayContaining(subjects))
      if (subjects[0] !== 'startBlock') expect(found.sort()).toEqual(subjects.sort())
    })

    test('a contract less', async () => {
      const { Upkeep: _, ...contracts } = chain.record.contracts
      expect(await differences({ ...chain.record, contracts })).toEqual(['Upkeep'])
    })

    test('another deploying account, from which everything follows', async () => {
      const found = await differences({ ...chain.record, deployer: stranger })
      expect(found).toEqual(
        expect.arrayContaining(['AccessManager', 'AccessManager: arguments', 'ClaimDesk']),
      )
      expect(found).not.toContain('PoseidonT5')
    })

    test('another account in a role', async () => {
      const record = { ...chain.record, accounts: { ...accounts, guardian: stranger } }
      const config = { ...chain.config, accounts: record.accounts }
      const findings = await checkDeployment(chain.client, record, { config })
      const found = findings.filter((finding) => !isInOrder(finding)).map(({ subject }) => subject)
      expect(found).toEqual(['GUARDIAN: holder', 'GUARDIAN: others'])
    })

    test('another network', async () => {
      const record = { ...chain.record, network: 'mainnet' }
      await expect(checkDeployment(chain.client, record)).rejects.toBeInstanceOf(NetworkUnknownError)
      expect(await differences({ ...chain.record, chainId: 8453 })).toEqual(['chain', 'endpoint'])
    })
  })

  test('is refused where there is none', async () => {
    const anvil = await startAnvil(31_337)
    try {
      const findings = await checkDeployment(testClient(anvil.url), chain.record, { config: chain.config })
      const found = findings.filter((finding) => !isInOrder(finding)).map(({ subject }) => subject)
      expect(found).toContain('ClaimDesk: code')
      expect(found).toContain('CoverDesk: code')
    } finally {
      await anvil.stop()
    }
  })

  test('is refused with other delays than it has', async () => {
    const findings = await checkDeployment(chain.client, chain.record)
    const text = describeFindings(findings).join('\n')
    expect(text).toContain(`ADMIN: holder: expected ${accounts.governor}, without delay, found`)
    expect(text).toContain("CoverDesk: admin's delay: expected without delay, found after 21 days.")
  })

  test('is as configured', async () => {
    expect(await differences(chain.record)).toEqual([])
  })

  test('is read in parts where the endpoint limits the range', async () => {
    await chain.client.mine({ blocks: 500 })
    let refused = 0
    const request = (async ({
      method,
      params,
    }: {
      method: string
      params: [{ fromBlock: Hex; toBlock: Hex }]
    }) => {
      if (method === 'eth_getLogs' && Number(params[0].toBlock) - Number(params[0].fromBlock) > 120) {
        refused += 1
        throw new Error('block range too large')
      }
      return chain.client.request({ method, params } as never)
    }) as EIP1193RequestFn
    const limited = createWalletClient({ transport: custom({ request }, { retryCount: 0 }) })
    const findings = await checkDeployment(limited, chain.record, { config: chain.config })
    expect(findings.every(isInOrder)).toBe(true)
    expect(refused).toBeGreaterThan(2)
  })
})

describe('a deployment whose governor need not wait', () => {
  const account = privateKeyToAccount(generatePrivateKey())
  const config = configOf('local', everyRole(account.address))
  let url: string
  let stop: () => Promise<void>
  let record: DeploymentRecord
  let snapshot: Hex
  beforeAll(async () => {
    ;({ url, stop } = await startAnvil(31_337))
    await setBalance(testClient(url), { address: account.address, value: 10n ** 19n })
    record = await deployProtocol(createWalletClient({ account, transport: http(url) }), config)
  })
  afterAll(() => stop())
  beforeEach(async () => {
    snapshot = await testClient(url).snapshot()
  })
  afterEach(() => testClient(url).revert({ id: snapshot }))

  const sentences = async () => {
    const findings = await checkDeployment(testClient(url), record)
    return findings
      .filter((finding) => !isInOrder(finding))
      .map(({ subject, expected, actual }) => `${subject}: expected ${expected}, found ${actual}.`)
  }

  test.each<[string, () => [string, unknown[]], string]>([
    [
      'a second holder',
      () => ['grantRole', [roles.COMMITTEE.id, stranger, 0]],
      `COMMITTEE: others: expected nobody, found ${stranger}.`,
    ],
    [
      'a second admin',
      () => ['grantRole', [roles.ADMIN.id, stranger, 86_400]],
      `ADMIN: others: expected nobody, found ${stranger}.`,
    ],
    [
      'a holder dismissed',
      () => ['revokeRole', [roles.GUARDIAN.id, account.address]],
      `GUARDIAN: holder: expected ${account.address}, without delay, found ${account.address} without the role.`,
    ],
    [
      'a delay',
      () => ['grantRole', [roles.PRODUCT.id, account.address, 90]],
      `PRODUCT: holder: expected ${account.address}, without delay, found ${account.address}, after 90 seconds.`,
    ],
    [
      'a function for another role',
      () => ['setTargetFunctionRole', [record.coverDesk, [selectorOf('CoverDesk', 'pause')], roles.FEED.id]],
      'CoverDesk.pause: expected GUARDIAN, found FEED.',
    ],
    [
      'a function for everybody',
      () => [
        'setTargetFunctionRole',
        [record.coverDesk, [selectorOf('CoverDesk', 'setFeed')], 2n ** 64n - 1n],
      ],
      'CoverDesk.setFeed: expected FEED, found role 18446744073709551615.',
    ],
    [
      'a function that had no role',
      () => ['setTargetFunctionRole', [record.claimDesk, ['0x12345678'], roles.GUARDIAN.id]],
      'other functions with a role: expected none, found GUARDIAN may call 0x12345678 of 0x',
    ],
    [
      "a role's admin",
      () => ['setRoleAdmin', [roles.PRODUCT.id, roles.GOVERNOR.id]],
      'PRODUCT: admin: expected ADMIN, found GOVERNOR.',
    ],
    [
      "a role's guardian",
      () => ['setRoleGuardian', [roles.PRODUCT.id, roles.FEED.id]],
      'PRODUCT: guardian: expected GUARDIAN, found FEED.',
    ],
    [
      'a delay of grants',
      () => ['setGrantDelay', [roles.GUARDIAN.id, 86_400]],
      'GUARDIAN: grants count: expected without delay, found after a day.',
    ],
    [
      "a role's name",
      () => ['labelRole', [roles.FEED.id, 'OTHER']],
      'FEED: label: expected FEED, found OTHER.',
    ],
    [
      "an admin's delay that is not in force yet",
      () => ['setTargetAdminDelay', [record.oracleRegistry, 86_400]],
      "OracleRegistry: admin's delay: expected without delay, found after a day.",
    ],
    [
      'a closed contract',
      () => ['setTargetClosed', [record.productCatalog, true]],
      'ProductCatalog: roles may call it: expected yes, found no, it is closed.',
    ],
    [
      'another authority',
      () => ['updateAuthority', [record.oracleRegistry, record.coverDesk]],
      'OracleRegistry.authority: expected 0x',
    ],
  ])('is refused after %s', async (_, change, sentence) => {
    const [functionName, args] = change()
    await sendAs(url, account.address, record.accessManager, managerCall(functionName, args))
    expect((await sentences()).filter((line) => line.startsWith(sentence))).toHaveLength(1)
  })

  test('is refused with another feed', async () => {
    const [asset] = config.assets
    if (!asset) throw new Error('no asset')
    const { aggregator, heartbeat, upper } = asset.feed
    const args = [asset.address, { aggregator, heartbeat, lower: 1, upper }]
    const { abi } = artifactOf('CoverDesk')
    const data = encodeFunctionData({ abi, functionName: 'setFeed', args })
    await sendAs(url, account.address, record.coverDesk, data)
    expect(await sentences()).toEqual([
      `CoverDesk: feed of TUSD: expected ${aggregator}, at most 90000 s old, 990000 to 1010000 millionths, found ${aggregator}, at most 90000 s old, 1 to 1010000 millionths.`,
    ])
  })

  test('is refused where a contract does not answer', async () => {
    await setCode(testClient(url), { address: record.upkeep, bytecode: '0x00' })
    expect(await sentences()).toEqual([`Upkeep.claimDesk: expected ${record.claimDesk}, found no answer.`])
  })

  test('is as configured', async () => {
    expect(await sentences()).toEqual([])
  })
})
