import { claimDeskAbi, coverDeskAbi } from '@aceso/abi'
import { appendBatches, batchCount, bookRoot } from '@aceso/core'
import { type Log, type ParseEventLogsReturnType, parseEventLogs } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import type { Deployment } from '../deployment.js'
import { BookOutOfSyncError } from './bookErrors.js'
import { type BookState, bookStateFromBytes, bookStateToBytes, emptyBookState } from './bookState.js'
import { type BookStore, memoryBookStore } from './bookStore.js'
import type { AcesoClient } from './client.js'
import { assertHeld, ENDING_EVENTS, takeEnding } from './endings.js'
import { eventsIn } from './events.js'
import { type Lookout, noLookout } from './lookout.js'
import { read } from './read.js'

/** Blocks behind the latest up to which a state is kept: what lies deeper is rarely reorganised. */
const DEPTH = 32n

export type SyncOptions = {
  /** By default nothing is kept, and everything is read from the deployment's first block on. */
  store?: BookStore | undefined
  /** Whose leaves are kept beside those that aren't in the tree yet; by default nobody's. */
  lookout?: Lookout | undefined
  /** Leaves what the store has aside, and replaces it. */
  anew?: boolean
}

/**
 * The book up to the latest block and how policies have ended, from everyone's events, so that no endpoint learns whose
 * policy it is for. Goes on from the store's state; where that is damaged, of another deployment, of a chain that was
 * reorganised, or what a lying endpoint told, it begins anew. The root must be the contract's, which fixes every batch and
 * their order, and the held claims must be the claim desk's; `BookOutOfSyncError` otherwise. Leaves are as the endpoint
 * tells them, until a path of theirs leads to the root, and so is whatever else has ended.
 */
export async function syncBook(
  client: AcesoClient,
  deployment: Deployment,
  { store = memoryBookStore(), lookout = noLookout, anew = false }: SyncOptions = {},
): Promise<BookState> {
  const key = [deployment.chainId, deployment.coverDesk.toLowerCase(), lookout.key].join('-')
  const kept = anew ? undefined : await keptState(client, deployment, store, key)
  const { state, settled } = kept
    ? await advanced(client, deployment, lookout, kept).catch((error: unknown) => {
        if (!(error instanceof BookOutOfSyncError)) throw error
        return advanced(client, deployment, lookout, emptyBookState(deployment))
      })
    : await advanced(client, deployment, lookout, emptyBookState(deployment))
  if (settled) await store.save(key, settled)
  return state
}

/** The state at the latest block, and as bytes at the block up to which it is kept, if that is a new one. */
async function advanced(client: AcesoClient, deployment: Deployment, lookout: Lookout, state: BookState) {
  const latest = await getBlock(client, { blockTag: 'latest' })
  const depth = latest.number - DEPTH
  let settled: Uint8Array | undefined
  if (depth > state.block) {
    await advance(client, deployment, lookout, state, depth)
    state.blockHash = (await getBlock(client, { blockNumber: depth })).hash
    settled = bookStateToBytes(deployment, state)
  }
  if (latest.number > state.block) await advance(client, deployment, lookout, state, latest.number)
  const root = await read(client, {
    address: deployment.coverDesk,
    abi: coverDeskAbi,
    functionName: 'currentRoot',
    blockNumber: latest.number,
  })
  if (bookRoot(state.book) !== root) throw new BookOutOfSyncError()
  await assertHeld(client, deployment, state.endings, latest.number)
  return { state, settled }
}

async function keptState(
  client: AcesoClient,
  deployment: Deployment,
  store: BookStore,
  key: string,
): Promise<BookState | undefined> {
  const bytes = await store.load(key)
  if (!bytes) return undefined
  try {
    const state = bookStateFromBytes(deployment, bytes)
    const { hash } = await getBlock(client, { blockNumber: state.block })
    return hash === state.blockHash ? state : undefined
  } catch {
    // Damaged, or the chain has no such block any more: everything in it can be read again.
    return undefined
  }
}

const BOOK_EVENTS = ['CoverQueued', 'BatchInserted'] as const
const EVENTS = [...BOOK_EVENTS, ...ENDING_EVENTS]
const abi = [...coverDeskAbi, ...claimDeskAbi]
const events = abi.filter((item) => item.type === 'event' && EVENTS.some((name) => name === item.name))

type BookEvent = ParseEventLogsReturnType<typeof coverDeskAbi, [...typeof BOOK_EVENTS], true>[number]

/** Takes in the events up to a block, page by page. */
async function advance(
  client: AcesoClient,
  { coverDesk, claimDesk }: Deployment,
  lookout: Lookout,
  state: BookState,
  toBlock: bigint,
): Promise<void> {
  const own = new Set<number>()
  for (const [batchIndex, leaves] of state.batches)
    if (leaves.some(({ commitment }) => lookout.isOwn(commitment))) own.add(batchIndex)
  const range = { fromBlock: state.block + 1n, toBlock }
  await eventsIn(range, async (page) => {
    take(state, own, lookout, await getLogs(client, { address: [coverDesk, claimDesk], events, ...page }))
  })
  state.block = toBlock
}

/** The events of one page, in the chain's order. */
function take(state: BookState, own: Set<number>, lookout: Lookout, logs: Log[]): void {
  const leaves: BookEvent[] = []
  for (const event of parseEventLogs({ abi, eventName: EVENTS, logs })) {
    if (event.eventName === 'CoverQueued' || event.eventName === 'BatchInserted') leaves.push(event)
    else takeEnding(state.endings, event)
  }
  takeLeaves(state, own, lookout, leaves)
}

/** Every batch must follow upon the one before, with all its leaves. */
function takeLeaves(state: BookState, own: Set<number>, lookout: Lookout, logs: BookEvent[]): void {
  const roots: bigint[] = []
  let root: bigint | undefined
  for (const { eventName, args } of logs) {
    const batchIndex = Number(args.batchIndex)
    const leaves = state.batches.get(batchIndex) ?? []
    if (eventName === 'CoverQueued') {
      const { position, commitment, terms, window } = args
      if (position !== leaves.length || batchIndex < batchCount(state.book) + roots.length)
        throw new BookOutOfSyncError()
      state.batches.set(batchIndex, leaves)
      leaves.push({ batchIndex, position, commitment, terms, window })
      if (lookout.isOwn(commitment)) own.add(batchIndex)
    } else {
      if (batchIndex !== batchCount(state.book) + roots.length || args.count !== leaves.length)
        throw new BookOutOfSyncError()
      roots.push(args.batchRoot)
      root = args.root
      if (!own.has(batchIndex)) state.batches.delete(batchIndex)
    }
  }
  // One root fixes all before it.
  appendBatches(state.book, roots)
  if (root !== undefined && bookRoot(state.book) !== root) throw new BookOutOfSyncError()
}
