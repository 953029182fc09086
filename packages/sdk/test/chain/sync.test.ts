import { claimDeskAbi, coverDeskAbi } from '@aceso/abi'
import { BATCH_SIZE, commitmentOf, HOUR, rootAbove } from '@aceso/core'
import { createClient, custom, type EIP1193RequestFn, encodeEventTopics, http } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { holderLookout } from '../../src/chain/lookout.js'
import { membershipOf } from '../../src/chain/membership.js'
import {
  BookOutOfSyncError,
  type BookStore,
  insertBatch,
  memoryBookStore,
  syncBook,
} from '../../src/index.js'
import { DOLLAR, type LocalChain, prover, startLocalChain } from './localChain.js'

const secret = 42n
const [QUEUED] = encodeEventTopics({ abi: coverDeskAbi, eventName: 'CoverQueued' })
const [INSERTED] = encodeEventTopics({ abi: coverDeskAbi, eventName: 'BatchInserted' })

const [PAID] = encodeEventTopics({ abi: claimDeskAbi, eventName: 'ClaimPaid' })

type RawLog = { topics: string[]; data: string; blockNumber: string }
type Filter = { fromBlock: string; toBlock: string; topics: unknown }

let chain: LocalChain
let holder: Awaited<ReturnType<LocalChain['person']>>
let product: bigint
let policy: Awaited<ReturnType<typeof holder.buyCover>>['policy']
/** What the endpoint was asked for. */
let filters: Filter[]
/** Changes what the endpoint answers. */
let lie: (logs: RawLog[]) => RawLog[]

/** Three batches: strangers, strangers and the holder, and one policy that waits. */
beforeAll(async () => {
  chain = await startLocalChain()
  const provider = await chain.person(1)
  holder = await chain.person(2)
  product = await chain.listProduct()
  await provider.deposit({ pool: chain.pool, assets: 900_000n * DOLLAR })
  await strangers(1_000, 70)
  policy = (await holder.buyCover({ secret, productId: product, units: 1n, weeks: 20n })).policy
  await insertAll()
  await strangers(3_000, 1)
  await blocks(40)
})

afterAll(() => chain?.stop())

beforeEach(() => {
  filters = []
  lie = (logs) => logs
})

async function strangers(first: number, count: number): Promise<void> {
  const members = Array.from({ length: count }, (_, i) => ({
    commitment: commitmentOf(BigInt(first + i), 0n),
    units: 1n,
  }))
  await holder.buyGroupCover({ productId: product, members, weeks: 20n })
}

async function insertAll(): Promise<void> {
  await chain.warpTo((await chain.time()) + HOUR)
  await holder.insertBatch()
  await holder.insertBatch()
}

const blocks = (count: number) => chain.test.mine({ blocks: count })

/** An endpoint that is watched, and may lie. */
function endpoint() {
  const upstream = http(chain.url)({})
  const request: EIP1193RequestFn = async ({ method, params }) => {
    // biome-ignore lint/suspicious/noExplicitAny: whatever is asked for is passed on
    const answer: any = await upstream.request({ method, params } as any)
    if (method !== 'eth_getLogs') return answer
    filters.push((params as Filter[])[0]!)
    return lie(answer)
  }
  return createClient({ transport: custom({ request }) })
}

const sync = (store?: BookStore) => syncBook(endpoint(), chain.deployment, { store })
const membership = (store?: BookStore) =>
  membershipOf(endpoint(), chain.deployment, { secret, policy, store })

describe('an endpoint that lies is found out', () => {
  const only = (topic: unknown, change: (logs: RawLog[]) => RawLog[]) => (logs: RawLog[]) => [
    ...logs.filter(({ topics }) => topics[0] !== topic),
    ...change(logs.filter(({ topics }) => topics[0] === topic)),
  ]
  const another = (log: RawLog, word: number): RawLog => {
    const place = 2 + 64 * (word + 1) - 1
    const digit = log.data[place] === '1' ? '2' : '1'
    return { ...log, data: log.data.slice(0, place) + digit + log.data.slice(place + 1) }
  }

  test.each<[string, (logs: RawLog[]) => RawLog[]]>([
    ['that hides all batches', only(INSERTED, () => [])],
    ['that hides the last batch', only(INSERTED, (logs) => logs.slice(0, -1))],
    ['that hides the first batch', only(INSERTED, (logs) => logs.slice(1))],
    ['that reorders batches', only(INSERTED, (logs) => logs.reverse())],
    ['that says a batch twice', only(INSERTED, ([first, ...logs]) => [first!, first!, ...logs])],
    ['that changes a batch', only(INSERTED, ([first, ...logs]) => [another(first!, 0), ...logs])],
    ['that changes a root', only(INSERTED, (logs) => logs.map((log) => another(log, 1)))],
    ['that changes the root after the last batch', only(INSERTED, ([a, b]) => [a!, another(b!, 1)])],
    ['that miscounts a batch', only(INSERTED, ([first, ...logs]) => [another(first!, 2), ...logs])],
    ['that hides a policy', (logs) => logs.filter((_, i) => i !== 3)],
    ['that says a policy twice', ([first, ...logs]) => [first!, first!, ...logs]],
    ['that hides all policies', only(QUEUED, () => [])],
  ])('%s', async (_, lying) => {
    lie = lying
    await expect(sync()).rejects.toBeInstanceOf(BookOutOfSyncError)
  })

  test("that changes a policy of the holder's batch", async () => {
    lie = (logs) => logs.map((log, i) => (log.topics[0] === QUEUED && i === 65 ? another(log, 2) : log))
    await expect(membership()).rejects.toBeInstanceOf(BookOutOfSyncError)
  })

  test('and what it said is not kept', async () => {
    const store = memoryBookStore()
    lie = only(INSERTED, () => [])
    await expect(sync(store)).rejects.toBeInstanceOf(BookOutOfSyncError)
    lie = (logs) => logs
    await expect(sync(store)).resolves.toEqual(await sync())
  })

  // A leaf that isn't one's own doesn't change the root, so only its path or its chain tells.
  test("and what was kept of it is read again, for a path in the holder's batch", async () => {
    const store = memoryBookStore()
    lie = (logs) => logs.map((log, i) => (log.topics[0] === QUEUED && i === 65 ? another(log, 2) : log))
    await syncBook(endpoint(), chain.deployment, { store, lookout: holderLookout(secret) })
    lie = (logs) => logs
    await expect(membership(store)).resolves.toEqual(await membership())
    filters = []
    await membership(store)
    expect(BigInt(filters[0]!.fromBlock)).toBeGreaterThan(chain.deployment.startBlock)
  })

  test('and what was kept of it is read again, for an insertion', async () => {
    const fork = await chain.test.snapshot()
    const store = memoryBookStore()
    lie = (logs) => logs.map((log) => (log.topics[1]?.endsWith('2') ? another(log, 2) : log))
    await sync(store)
    lie = (logs) => logs
    await chain.warpTo((await chain.time()) + HOUR)
    await insertBatch(holder, { deployment: chain.deployment, prover, store })
    await expect(sync(store)).resolves.toEqual(await sync())
    await chain.test.revert({ id: fork })
  })
})

describe('a sync', () => {
  test("leads the holder's policy to the contract's root", async () => {
    const { policyRoot, path } = (await membership()).membership
    const root = await chain.test.readContract({
      address: chain.deployment.coverDesk,
      abi: coverDeskAbi,
      functionName: 'currentRoot',
    })
    expect(policyRoot).toBe(root)
    expect(policy.leafIndex).toBe(BigInt(policy.batchIndex * BATCH_SIZE + policy.position))
    expect(rootAbove(path[0]![policy.position % 8]!, Number(policy.leafIndex), path)).toBe(root)
  })

  test('asks for the events of everyone, whoever it is for', async () => {
    await sync()
    const everyone = filters
    filters = []
    await membership()
    expect(filters.map(({ topics }) => topics)).toEqual(everyone.map(({ topics }) => topics))
    expect(everyone[0]!.topics).toHaveLength(1)
    expect(everyone[0]!.topics).toEqual([expect.arrayContaining([QUEUED, INSERTED, PAID])])
  })

  test("keeps leaves only of batches that wait, and of the holder's", async () => {
    const { batches } = await sync()
    expect([...batches.keys()]).toEqual([2])
    const own = await syncBook(endpoint(), chain.deployment, { lookout: holderLookout(secret) })
    expect([...own.batches.keys()]).toEqual([1, 2])
  })
})

describe('what is kept', () => {
  const pages = () => filters.map(({ fromBlock, toBlock }) => [BigInt(fromBlock), BigInt(toBlock)] as const)

  test('is gone on from: only blocks after it are asked for', async () => {
    const store = memoryBookStore()
    await membership(store)
    const latest = (await chain.test.getBlock()).number
    filters = []
    const again = await membership(store)
    expect(pages()).toEqual([[latest - 31n, latest]])
    await expect(membership()).resolves.toEqual(again)
  })

  test('is of one holder', async () => {
    const store = memoryBookStore()
    await sync(store)
    filters = []
    await membership(store)
    expect(pages()[0]![0]).toBe(chain.deployment.startBlock)
  })

  test.each<[string, (state: Uint8Array) => Uint8Array]>([
    ['damaged', (state) => state.map((byte, i) => (i === 200 ? byte ^ 1 : byte))],
    ['cut off', (state) => state.subarray(0, 500)],
    ['empty', () => new Uint8Array()],
  ])('is dropped when it is %s, and nothing is lost', async (_, damage) => {
    const kept = memoryBookStore()
    await membership(kept)
    const store: BookStore = {
      load: async (key) => damage((await kept.load(key))!),
      save: kept.save,
    }
    filters = []
    await expect(membership(store)).resolves.toEqual(await membership())
    expect(pages()[0]![0]).toBe(chain.deployment.startBlock)
  })

  test('is dropped when the chain was reorganised', async () => {
    const store = memoryBookStore()
    const fork = await chain.test.snapshot()
    await strangers(4_000, 5)
    await blocks(40)
    await membership(store)
    await chain.test.revert({ id: fork })
    await strangers(5_000, 6)
    await blocks(60)
    filters = []
    const { batches } = await sync(store)
    expect([...batches.values()].flat().filter(({ batchIndex }) => batchIndex === 2)).toHaveLength(7)
    const after = await membership(store)
    expect(pages()[0]![0]).toBe(chain.deployment.startBlock)
    expect(after).toEqual(await membership())
  })

  test('is dropped when the chain has not come that far', async () => {
    const store = memoryBookStore()
    const fork = await chain.test.snapshot()
    await blocks(100)
    await membership(store)
    await chain.test.revert({ id: fork })
    await expect(membership(store)).resolves.toEqual(await membership())
  })
})
