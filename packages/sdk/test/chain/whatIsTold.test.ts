import { readdirSync, readFileSync } from 'node:fs'
import {
  accessAccount,
  Comparator,
  commitmentOf,
  DAY,
  HOUR,
  leafHash,
  leafOf,
  nullifierOf,
  observationNullifierOf,
  oracleDomain,
  signAttestation,
  subjectOf,
  WEEK,
} from '@aceso/core'
import { createWalletClient, custom, type EIP1193RequestFn, type Hex, http } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  acesoActions,
  type CollectedClaim,
  type PreparedCancellation,
  type PreparedClaim,
  type RestoredPolicy,
} from '../../src/index.js'
import { address } from '../claimFixture.js'
import type { Service } from '../service.js'
import { DOLLAR, type LocalChain, oracleKeys, prover, startLocalChain } from './localChain.js'
import { type Result, startNode, startRelayer } from './services.js'

type Actions = ReturnType<ReturnType<typeof acesoActions>>
type Party = 'endpoint' | 'node' | 'relayer'
type Told = { action: string; to: Party; method: string; text: string; params: unknown }

/** Everything that leaves the client, by the action that is under way. */
const told: Told[] = []
let action = 'none'
const heard = (to: Party) => (text: string) => told.push({ action, to, method: '', text, params: [] })

const recipient = address('a11ce0000000000000000000000000001')
const tags = { before: 2n ** 200n + 77n, after: 2n ** 201n + 78n }

let chain: LocalChain
let services: Service[]
let result: Result
let provider: Actions
let holder: Actions
let account: string
let secret: bigint
let another: bigint
let relayer: string
let products: { plain: bigint; other: bigint; underwritten: bigint }
const policies: RestoredPolicy[] = []
let begin: bigint
let collected: CollectedClaim
let committeeWhole: Hex
let claim: PreparedClaim
let cancellation: PreparedCancellation

/** A client whose endpoint and nodes are watched. */
function watched(index: number) {
  const upstream = http(chain.url)({})
  const request: EIP1193RequestFn = async ({ method, params }) => {
    told.push({ action, to: 'endpoint', method, params, text: JSON.stringify(params ?? []) })
    // biome-ignore lint/suspicious/noExplicitAny: whatever is asked for is passed on
    return upstream.request({ method, params } as any) as any
  }
  const { account } = chain.wallet(index)
  const oracles = services.slice(0, -1).map(({ url }) => url)
  const wallet = createWalletClient({ account, transport: custom({ request }), pollingInterval: 20 })
  return wallet.extend(acesoActions({ deployment: chain.deployment, oracles, prover }))
}

const later = async (time: bigint) => chain.warpTo(begin + time)

async function buy(units: bigint, productId: bigint, weeks: bigint, renewable = false) {
  const { policy } = await holder.buyCover({ secret, productId, units, weeks, renewable })
  policies.push(policy)
}

/** Every action once, one after the other, in an order in which each does something. */
const script: Record<keyof Actions, () => Promise<unknown>> = {
  getProducts: () => holder.getProducts(),
  getProduct: () => holder.getProduct({ productId: products.plain }),
  getPools: () => holder.getPools(),
  getPool: () => holder.getPool({ pool: chain.pool }),
  getCapital: () => holder.getCapital({ pool: chain.pool, productId: products.plain }),
  deposit: () => provider.deposit({ pool: chain.pool, assets: 100_000n * DOLLAR }),
  setOperator: () => provider.setOperator({ pool: chain.pool, operator: address('0b'), approved: true }),
  deriveSecret: () => holder.deriveSecret(),
  linkRecord: () => holder.linkRecord({ secret, committeeId: chain.committeeId, idToken: 'an ID token' }),
  nextCommitment: () => holder.nextCommitment({ secret }),
  quoteCover: () => holder.quoteCover({ secret, productId: products.plain, units: 7n, weeks: 20n }),
  async buyCover() {
    await buy(10n, products.plain, 20n)
    await buy(20n, products.other, 20n)
    await buy(5n, products.plain, 20n)
    await buy(2n, products.plain, 6n, true)
  },
  quoteGroup: () => holder.quoteGroup({ productId: products.plain, members: group(), weeks: 20n }),
  buyGroupCover: () => holder.buyGroupCover({ productId: products.plain, members: group(), weeks: 20n }),
  async collectBaseline() {
    const attested = await holder.collectBaseline({ secret, productId: products.underwritten })
    expect(attested.attestations).toHaveLength(oracleKeys.length)
  },
  async buyUnderwrittenCover() {
    const productId = products.underwritten
    const { attestations } = await holder.collectBaseline({ secret, productId })
    const terms = { secret, productId, units: 1n, weeks: 20n, attestations }
    policies.push((await holder.buyUnderwrittenCover(terms)).policy)
  },
  async insertBatch() {
    await later(2n * HOUR)
    await holder.insertBatch()
  },
  async restorePolicies() {
    await later(3n * HOUR)
    expect(await holder.restorePolicies({ secret })).toEqual(policies)
  },
  quoteRefund: () => holder.quoteRefund({ policy: policies[2]! }),
  async prepareCancellation() {
    cancellation = await holder.prepareCancellation({ secret, policy: policies[2]!, recipient })
  },
  cancelPolicy: () => holder.cancelPolicy({ cancellation }),
  async quoteRenewal() {
    await later(22n * DAY)
    const quote = await holder.quoteRenewal({ policy: policies[3]!, weeks: 8n })
    expect(quote).toMatchObject({ isRenewable: true })
  },
  renewCover: () => holder.renewCover({ policy: policies[3]!, weeks: 8n }),
  async collectAttestations() {
    result = { ...result, value: 95n, observedAt: begin + 20n * DAY, observationTag: tags.after }
    collected = await holder.collectAttestations({ secret, policy: policies[0]! })
  },
  async prepareClaim() {
    claim = await holder.prepareClaim({
      ...collected,
      secret,
      policy: policies[0]!,
      claimAt: 'now',
      recipient,
      relayer: { address: chain.wallet(9).account.address, fee: 0n },
    })
  },
  async relayClaim() {
    expect(await holder.relayClaim({ relayer, claim })).toMatchObject({ status: 'paid' })
  },
  async submitClaim() {
    const policy = policies[1]!
    const claim = await during('prepareClaim', () =>
      holder.prepareClaim({ ...collected, secret, policy, claimAt: 'now', recipient }),
    )
    expect(await holder.submitClaim({ claim })).toMatchObject({ status: 'held', heldId: 1n })
  },
  async getHeldClaims() {
    expect(await holder.getHeldClaims()).toHaveLength(1)
  },
  async getHeldClaim() {
    expect(await holder.getHeldClaim({ heldId: 1n })).toBeDefined()
  },
  async settleHeldClaim() {
    await later(26n * DAY)
    await holder.settleHeldClaim({ heldId: 1n })
  },
  getKeptPayout: () => holder.getKeptPayout({ pool: chain.pool, recipient }),
  async collectKeptPayout() {
    await expect(holder.collectKeptPayout({ pool: chain.pool, recipient })).rejects.toThrow()
  },
  requestRedeem: () => provider.requestRedeem({ pool: chain.pool, shares: 10n ** 12n }),
  getExit: () => provider.getExit({ pool: chain.pool }),
  async settleExits() {
    await later(26n * DAY + 3n * WEEK)
    await provider.settleExits({ pool: chain.pool })
  },
  withdraw: () => provider.withdraw({ pool: chain.pool, assets: 1n }),
  redeem: () => provider.redeem({ pool: chain.pool }),
  checkUpkeep: () => provider.checkUpkeep({ pool: chain.pool }),
  async performUpkeep() {
    await later(60n * WEEK)
    const performData = await during('checkUpkeep', () => provider.checkUpkeep({ pool: chain.pool }))
    await provider.performUpkeep({ performData: performData! })
  },
  async reportEquivocation() {
    committeeWhole = await chain.test.snapshot()
    const { chainId, oracleRegistry } = chain.deployment
    const domain = oracleDomain(chainId, oracleRegistry)
    const [one, two] = [94n, 95n].map((value) =>
      signAttestation(oracleKeys[0]!, { ...result, value, domain, subject: 5n, issuedAt: begin }),
    )
    return holder.reportEquivocation({ attestations: [one!, two!] })
  },
  async expelKey() {
    await expect(holder.expelKey({ key: 1n, committeeId: 1 })).rejects.toThrow()
  },
}

const group = () => [31n, 32n].map((secret) => ({ commitment: commitmentOf(secret, 0n), units: 1n }))

async function during<T>(name: string, run: () => Promise<T>): Promise<T> {
  const outer = action
  action = name
  try {
    return await run()
  } finally {
    action = outer
  }
}

beforeAll(async () => {
  chain = await startLocalChain()
  for (const index of [1, 2]) await chain.person(index)
  begin = (await chain.time()) + DAY
  result = { measure: 1, value: 50n, observedAt: begin - HOUR, linkedAt: begin, observationTag: tags.before }
  const { deployment } = chain
  const nodes = oracleKeys.map((key) => startNode(key, deployment, () => result, heard('node')))
  services = await Promise.all([...nodes, startRelayer(chain, 9, heard('relayer'))])
  relayer = services.at(-1)!.url
  provider = watched(1)
  const client = watched(2)
  holder = client
  account = client.account.address
  secret = await client.deriveSecret()
  another = secret + 1n
  const baseline = { measure: 1, comparator: Comparator.atMost, threshold: 64n, maxAge: Number(52n * WEEK) }
  products = {
    plain: await chain.listProduct(),
    other: await chain.listProduct({ waiting: Number(WEEK) }),
    underwritten: await chain.listProduct({ baseline }),
  }
  await chain.warpTo(begin)
  for (const [name, run] of Object.entries(script)) await during(name, run)
}, 300_000)

afterAll(async () => {
  await Promise.all((services ?? []).map((service) => service.close()))
  await chain?.stop()
})

/** What is the holder's alone, by kind. */
function secrets() {
  const leaves = policies.map((policy) => leafHash(leafOf(policy)))
  const terms = [...new Set(policies.map(({ terms }) => terms))]
  return {
    secret: [secret],
    subject: [subjectOf(secret, chain.committeeId), BigInt(accessAccount(secret, chain.committeeId).address)],
    commitment: Array.from({ length: 12 }, (_, i) => commitmentOf(secret, BigInt(i))),
    leaf: leaves,
    nullifier: leaves.map((leaf) => nullifierOf(secret, leaf)),
    tag: Object.values(tags),
    observation: Object.values(tags).flatMap((tag) =>
      terms.map((of) => observationNullifierOf(secret, tag, of)),
    ),
    recipient: [BigInt(recipient)],
    account: [BigInt(account)],
  }
}

type Kind = keyof ReturnType<typeof secrets>

/** Kinds of secrets that these requests hold, as hex or decimal. */
function kindsIn(requests: readonly Told[]): Kind[] {
  const texts = requests.map(({ text }) => text.toLowerCase())
  const isIn = (value: bigint) =>
    texts.some((text) => text.includes(value.toString(16)) || text.includes(value.toString()))
  return (Object.entries(secrets()) as [Kind, bigint[]][])
    .filter(([, values]) => values.some(isIn))
    .map(([kind]) => kind)
}

const ofAction = (name: string, to: Party) => told.filter((one) => one.action === name && one.to === to)

test('every action is watched', () => {
  expect(Object.keys(script).sort()).toEqual(Object.keys(holder).filter(isAction).sort())
  const files = readdirSync(new URL('../../src/actions', import.meta.url))
  expect(Object.keys(script).sort()).toEqual(files.map((file) => file.replace('.ts', '')).sort())
  const silent = Object.keys(script).filter((name) => !told.some(({ action }) => action === name))
  expect(silent).toEqual(['deriveSecret'])
})

function isAction(name: string): boolean {
  return name in acesoActions({ deployment: chain.deployment, oracles: [], prover })(chain.wallet(0))
}

describe("an endpoint is told nothing that is the holder's alone", () => {
  /** What is public from then on, since it is sent to be mined. */
  const published: Partial<Record<keyof Actions, Kind[]>> = {
    buyCover: ['commitment', 'account'],
    buyUnderwrittenCover: ['commitment', 'account'],
    buyGroupCover: ['account'],
    insertBatch: ['commitment', 'account'],
    cancelPolicy: ['nullifier', 'recipient', 'account'],
    renewCover: ['commitment', 'account'],
    submitClaim: ['nullifier', 'observation', 'recipient', 'account'],
    settleHeldClaim: ['account'],
    collectKeptPayout: ['recipient', 'account'],
    reportEquivocation: ['account'],
    expelKey: ['account'],
  }

  test.each(Object.keys(script) as (keyof Actions)[])('%s', (name) => {
    expect(kindsIn(ofAction(name, 'endpoint'))).toEqual(published[name] ?? [])
  })

  test('nor by the filters of events, but an account its own exits', () => {
    const filters = told.filter(({ method, action }) => method === 'eth_getLogs' && action !== 'getExit')
    expect(filters.length).toBeGreaterThan(10)
    for (const { params } of filters) {
      const [{ topics }] = params as [{ topics: unknown[] }]
      expect(topics).toHaveLength(1)
    }
  })
})

test('a node is told the subject, its access key and the result it knows, nothing that leads to the chain', () => {
  for (const name of ['linkRecord', 'collectBaseline', 'collectAttestations', 'buyUnderwrittenCover'])
    for (const kind of kindsIn(ofAction(name, 'node'))) expect(['subject', 'tag']).toContain(kind)
  expect(kindsIn(told.filter(({ to }) => to === 'node'))).toEqual(['subject', 'tag'])
})

test('a relayer is told what it sends, and nothing of the holder', () => {
  const requests = told.filter(({ to }) => to === 'relayer')
  expect(kindsIn(requests)).toEqual(['nullifier', 'observation', 'recipient'])
  expect(new Set(requests.map(({ action }) => action))).toEqual(new Set(['relayClaim']))
})

test('what two holders ask for is the same, whatever they have', async () => {
  await chain.test.revert({ id: committeeWhole })
  const own = watched(2)
  const others = watched(3)
  await chain.person(3)
  const { policy: theirs } = await others.buyCover({
    secret: another,
    productId: products.other,
    units: 5n,
    weeks: 30n,
  })
  await own.buyCover({ secret, productId: products.plain, units: 1n, weeks: 12n, renewable: false })
  const [mine] = (await own.restorePolicies({ secret })).slice(-1)
  await chain.warpTo((await chain.time()) + 2n * HOUR)
  await own.insertBatch()
  const now = (await chain.time()) + 20n * DAY
  result = { ...result, observedAt: now - DAY, linkedAt: mine!.start, observationTag: 2n ** 202n }
  await chain.warpTo(now)

  const askedBy = async (client: typeof own, secret: bigint, policy: RestoredPolicy, recipient: string) => {
    const from = told.length
    await during('compared', async () => {
      await client.restorePolicies({ secret })
      await client.nextCommitment({ secret })
      const collected = await client.collectAttestations({ secret, policy })
      const to = address(recipient)
      await client.prepareClaim({ ...collected, secret, policy, claimAt: 'now', recipient: to })
      await client.prepareCancellation({ secret, policy, recipient: to })
      await client.quoteRefund({ policy })
      await client.quoteRenewal({ policy, weeks: 8n })
      await client.getHeldClaim({ heldId: policy.units })
      await client.getKeptPayout({ pool: chain.pool, recipient: to })
    })
    const asked = told.slice(from).filter(({ to }) => to === 'endpoint')
    return asked.map(({ method, text }) => `${method} ${text}`).sort()
  }
  // Each from the deployment's first block on.
  const first = await askedBy(watched(2), secret, mine!, 'a1')
  expect(await askedBy(watched(3), another, theirs, 'b2')).toEqual(first)
  expect(first.length).toBeGreaterThan(50)
})

test('what each action tells whom stands in the table', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const table = readme.split('\n').filter((line) => line.startsWith('| `'))
  const named = table.flatMap((line) => [...line.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, name]) => name))
  expect(named.sort()).toEqual(Object.keys(script).sort())
})
