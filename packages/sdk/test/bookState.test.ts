import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appendBatches, createBook } from '@aceso/core'
import { afterAll, describe, expect, test } from 'vitest'
import {
  type BookState,
  BookStateInvalidError,
  bookStateFromBytes,
  bookStateToBytes,
  type Deployment,
} from '../src/index.js'
import { fileBookStore } from '../src/node/fileBookStore.js'

const address = (byte: string) => `0x${byte.repeat(20)}` as const
const deployment: Deployment = {
  chainId: 31_337,
  startBlock: 1n,
  productCatalog: address('a1'),
  coverDesk: address('a2'),
  claimDesk: address('a3'),
  oracleRegistry: address('a4'),
  attestationTrigger: address('a5'),
  upkeep: address('a6'),
}
const book = createBook()
appendBatches(book, [11n, 12n, 13n, 14n, 15n])
const leaf = (batchIndex: number, position: number) => ({
  batchIndex,
  position,
  commitment: BigInt(100 * batchIndex + position),
  terms: 7n,
  window: 8n,
})
const state: BookState = {
  block: 99n,
  blockHash: `0x${'ab'.repeat(32)}`,
  book,
  batches: new Map([
    [2, [leaf(2, 0), leaf(2, 1)]],
    [5, [leaf(5, 0)]],
  ]),
  endings: {
    nullifiers: new Set([21n, 2n ** 253n, 23n]),
    observations: new Set([31n, 32n]),
    reopened: new Map([[24n, 1_800_000_000n]]),
    held: new Map([[2n, 23n]]),
    heldCount: 2n,
  },
}
const bytes = bookStateToBytes(deployment, state)

describe('what was kept is refused', () => {
  const flipped = (place: number) => bytes.map((byte, i) => (i === place ? byte ^ 1 : byte))

  test.each([
    ['empty', new Uint8Array()],
    ['shorter than a checksum', bytes.subarray(0, 20)],
    ['cut at the end', bytes.subarray(0, -1)],
    ['cut in the middle', bytes.subarray(0, bytes.length / 2)],
    ['longer', Uint8Array.of(...bytes, 0)],
    ['no state at all', new TextEncoder().encode('{"version":1}\n')],
  ])('%s', (_, damaged) => {
    expect(() => bookStateFromBytes(deployment, damaged)).toThrow(BookStateInvalidError)
  })

  test('with any bit changed', () => {
    for (let place = 0; place < bytes.length; place += 7) {
      expect(() => bookStateFromBytes(deployment, flipped(place))).toThrow(BookStateInvalidError)
    }
  })

  test('of another chain or contract', () => {
    for (const other of [
      { ...deployment, chainId: 1 },
      { ...deployment, coverDesk: address('b2') },
      { ...deployment, claimDesk: address('b3') },
    ]) {
      expect(() => bookStateFromBytes(other, bytes)).toThrow(BookStateInvalidError)
    }
  })
})

test('what was kept comes back whole', () => {
  expect(bookStateFromBytes(deployment, bytes)).toEqual(state)
})

describe('a store of files', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'aceso-book-')), 'made', 'when-needed')
  const store = fileBookStore(folder)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('has nothing until something is saved', async () => {
    expect(await store.load('some-key')).toBeUndefined()
  })

  test('keeps each key by itself, whole, for its owner only', async () => {
    await store.save('some-key', bytes)
    await store.save('another', Uint8Array.of(1))
    await store.save('some-key', Uint8Array.of(2, 3))
    expect(Uint8Array.from((await store.load('some-key'))!)).toEqual(Uint8Array.of(2, 3))
    expect(readdirSync(folder).sort()).toEqual(['another.book', 'some-key.book'])
    expect(statSync(join(folder, 'some-key.book')).mode & 0o077).toBe(0)
  })
})
