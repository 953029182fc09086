import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { coverDeskAbi } from '@aceso/abi'
import {
  appendBatches,
  BATCH_SIZE,
  type Book,
  batchRoot,
  bookRoot,
  createBook,
  leafPath,
  rootAbove,
} from '@aceso/core'
import { encodeAbiParameters, encodeEventTopics, type Log, parseEventLogs } from 'viem'
import { grouped, type Row } from './table.js'

const POLICIES = 1_000_000
const FURTHER = 1_000

type Figures = { seconds: number; megabytes: number; furtherMilliseconds: number }

/** Sync of a large book from its batches' events to a membership path that holds, in a process of its own. */
export function syncRows(): Row[] {
  const self = fileURLToPath(import.meta.url)
  const output = execFileSync(process.execPath, ['--import', 'tsx', self, '--measure'], { encoding: 'utf8' })
  const { seconds, megabytes, furtherMilliseconds } = JSON.parse(output) as Figures
  return [
    {
      what: `${grouped(POLICIES)} policies, from events to a path`,
      figure: `${seconds.toFixed(2)} s`,
      target: '≤ 10 s',
    },
    { what: 'memory for that, events included', figure: `${megabytes.toFixed(0)} MB`, target: '≤ 200 MB' },
    {
      what: `${grouped(FURTHER)} policies more`,
      figure: `${furtherMilliseconds.toFixed(0)} ms`,
      target: '≤ 100 ms',
    },
  ]
}

function measure(): Figures {
  // The last batch is the holder's own; of all others only the root is known.
  const own = Array.from({ length: BATCH_SIZE }, (_, i) => BigInt(i + 1))
  const batches = Math.ceil(POLICIES / BATCH_SIZE)
  const memory = process.resourceUsage().maxRSS
  const logs = Array.from({ length: batches }, (_, i) =>
    batchInserted(i, i + 1 < batches ? spread(i) : batchRoot(own)),
  )
  const begin = performance.now()
  const book = createBook()
  appendBatches(book, rootsOf(logs))
  checkPath(book, batches - 1, own)
  const seconds = (performance.now() - begin) / 1000

  const more = Array.from({ length: Math.ceil(FURTHER / BATCH_SIZE) }, (_, i) =>
    batchInserted(batches + i, spread(batches + i)),
  )
  const again = performance.now()
  appendBatches(book, rootsOf(more))
  checkPath(book, batches - 1, own)
  const furtherMilliseconds = performance.now() - again
  return { seconds, furtherMilliseconds, megabytes: (process.resourceUsage().maxRSS - memory) / 1024 }
}

function rootsOf(logs: Log[]): bigint[] {
  return parseEventLogs({ abi: coverDeskAbi, eventName: 'BatchInserted', logs }).map(
    ({ args }) => args.batchRoot,
  )
}

function checkPath(book: Book, batchIndex: number, leaves: readonly bigint[]): void {
  const position = 5
  const path = leafPath(book, batchIndex, leaves, position)
  const root = rootAbove(leaves[position]!, batchIndex * BATCH_SIZE + position, path)
  if (root !== bookRoot(book)) throw new Error('The path does not lead to the root.')
}

/** Any field elements do: a hash takes as long for each. */
function spread(i: number): bigint {
  return (
    ((BigInt(i) * 0x9e3779b97f4a7c15f39cc0605cedc8341082276bf3a27251f86c6a11d0c18e95n) >> 10n) &
    ((1n << 250n) - 1n)
  )
}

/** As an endpoint returns it. The root after each batch isn't looked at: the last one fixes all before it. */
function batchInserted(batchIndex: number, root: bigint): Log {
  const types = [{ type: 'uint256' }, { type: 'uint256' }, { type: 'uint8' }] as const
  return {
    address: '0x00000000000000000000000000000000000000d1',
    topics: encodeEventTopics({
      abi: coverDeskAbi,
      eventName: 'BatchInserted',
      args: { batchIndex: BigInt(batchIndex) },
    }) as [`0x${string}`],
    data: encodeAbiParameters(types, [root, 0n, BATCH_SIZE]),
    blockHash: null,
    blockNumber: null,
    logIndex: null,
    transactionHash: null,
    transactionIndex: null,
    removed: false,
  }
}

if (process.argv.includes('--measure')) console.log(JSON.stringify(measure()))
