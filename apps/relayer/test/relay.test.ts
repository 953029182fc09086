import { AcesoError, type Prover } from '@aceso/core'
import {
  BatchStillFillingError,
  chainTime,
  insertBatch,
  memoryBookStore,
  nextBatch,
  simulateClaim,
  submitClaim,
} from '@aceso/sdk'
import { pino } from 'pino'
import { createWalletClient, custom, type Hex, zeroAddress } from 'viem'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { ClaimForAnotherRelayerError, createRelay, FeeTooLowError } from '../src/relay.js'
import { account, claim, claimWith, deployment } from './fixture.js'

vi.mock('@aceso/sdk', async (original) => ({
  ...(await original<typeof import('@aceso/sdk')>()),
  chainTime: vi.fn(),
  insertBatch: vi.fn(),
  nextBatch: vi.fn(),
  simulateClaim: vi.fn(),
  submitClaim: vi.fn(),
}))

const hash: Hex = `0x${'ab'.repeat(32)}`
const paid = { status: 'paid', hash, gasUsed: 1n, payout: 100n, fee: 5n } as const
const held = { ...paid, status: 'held', heldId: 7n, payableAt: 172_800n } as const
const inserted = { hash, gasUsed: 2n, batchIndex: 0, count: 1 }
/** Waits for what comes within a moment; however slow the machine is. */
const PATIENCE = { timeout: 300_000 }
const offline = () => Promise.reject(new Error('nothing here reaches a chain'))

let relay: ReturnType<typeof createRelay>
let logged: string

beforeEach(() => {
  vi.resetAllMocks()
  vi.mocked(simulateClaim).mockResolvedValue()
  vi.mocked(submitClaim).mockResolvedValue(paid)
  vi.mocked(insertBatch).mockResolvedValue(inserted)
  vi.mocked(nextBatch).mockResolvedValue({ batchIndex: 0, count: 1, insertableAt: 100n })
  vi.mocked(chainTime).mockResolvedValue(100n)
  logged = ''
  const write = (line: string) => {
    logged += line
  }
  const prover: Prover = {
    proveClaim: offline,
    proveCancel: offline,
    proveInsertion: offline,
    proveEligibility: offline,
    proveEquivocation: offline,
  }
  const client = createWalletClient({ account, transport: custom({ request: offline }) })
  relay = createRelay({
    client,
    deployment,
    prover,
    store: memoryBookStore(),
    fee: 5n,
    log: pino({}, { write }),
  })
})

/** Work that lasts until it is told to end. */
function pending<T>() {
  let finish: (result: T) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const promise = new Promise<T>((resolve, reject) => {
    finish = resolve
    fail = reject
  })
  return { promise, finish, fail }
}

describe('a claim is refused before anything is sent', () => {
  test('when it names another relayer, or none', async () => {
    for (const relayer of [zeroAddress, deployment.claimDesk])
      await expect(relay.submit(claimWith({ relayer }))).rejects.toBeInstanceOf(ClaimForAnotherRelayerError)
    expect(simulateClaim).not.toHaveBeenCalled()
    expect(submitClaim).not.toHaveBeenCalled()
  })

  test('when it pays one unit less than the fee', async () => {
    await expect(relay.submit(claimWith({ fee: 4n }))).rejects.toBeInstanceOf(FeeTooLowError)
    expect(submitClaim).not.toHaveBeenCalled()
    expect(await relay.submit(claimWith({ fee: 5n }))).toEqual(paid)
    expect(await relay.submit(claimWith({ fee: 6n }))).toEqual(paid)
  })

  test('when the chain would refuse it', async () => {
    const reason = new AcesoError('Spent.', { name: 'Spent' })
    vi.mocked(simulateClaim).mockRejectedValue(reason)
    await expect(relay.submit(claim)).rejects.toBe(reason)
    expect(submitClaim).not.toHaveBeenCalled()
  })
})

describe('transactions', () => {
  test('go out one after another, in the order in which they came', async () => {
    const first = pending<typeof paid>()
    vi.mocked(submitClaim).mockReturnValueOnce(first.promise)
    const submissions = [relay.submit(claim), relay.submit(claimWith({ fee: 6n }))]
    await vi.waitFor(() => expect(simulateClaim).toHaveBeenCalledTimes(2), PATIENCE)
    await settled()
    expect(submitClaim).toHaveBeenCalledTimes(1)
    first.finish(paid)
    await Promise.all(submissions)
    expect(vi.mocked(submitClaim).mock.calls.map(([, { claim }]) => claim.payment.fee)).toEqual([5n, 6n])
  })

  test('of claims wait for one that inserts', async () => {
    const insertion = pending<typeof inserted>()
    vi.mocked(insertBatch).mockReturnValueOnce(insertion.promise)
    const inserting = relay.insertDueBatch()
    await vi.waitFor(() => expect(insertBatch).toHaveBeenCalled(), PATIENCE)
    const submission = relay.submit(claim)
    await settled()
    expect(submitClaim).not.toHaveBeenCalled()
    insertion.finish(inserted)
    expect(await inserting).toBe(true)
    expect(await submission).toEqual(paid)
  })

  test('go on after one that failed', async () => {
    const first = pending<typeof paid>()
    vi.mocked(submitClaim).mockReturnValueOnce(first.promise)
    const failing = relay.submit(claim)
    const next = relay.submit(claim)
    first.fail(new Error('nonce'))
    await expect(failing).rejects.toThrow('nonce')
    expect(await next).toEqual(paid)
  })
})

describe('a batch', () => {
  test.each([
    ['nothing is queued', { batchIndex: 0, count: 0, insertableAt: 0n }],
    ['it is a second too early', { batchIndex: 0, count: 1, insertableAt: 101n }],
  ])('is not inserted while %s', async (_, batch) => {
    vi.mocked(nextBatch).mockResolvedValue(batch)
    expect(await relay.insertDueBatch()).toBe(false)
    expect(insertBatch).not.toHaveBeenCalled()
  })

  test('that another relayer inserted meanwhile is nobody’s error', async () => {
    vi.mocked(insertBatch).mockRejectedValue(new BatchStillFillingError(200n))
    expect(await relay.insertDueBatch()).toBe(false)
  })

  test('that could not be inserted for another reason is an error', async () => {
    vi.mocked(insertBatch).mockRejectedValue(new Error('offline'))
    await expect(relay.insertDueBatch()).rejects.toThrow('offline')
  })

  test('is inserted from the second on at which it can be', async () => {
    expect(await relay.insertDueBatch()).toBe(true)
    expect(insertBatch).toHaveBeenCalledTimes(1)
    expect(logged).toContain('"event":"batchInserted"')
  })
})

test.each([
  ['claimPaid', paid],
  ['claimHeld', held],
])('%s is logged by its transaction alone', async (event, outcome) => {
  vi.mocked(submitClaim).mockResolvedValue(outcome)
  expect(await relay.submit(claim)).toEqual(outcome)
  expect(logged).toContain(`"event":"${event}"`)
  expect(logged).toContain(hash)
  expect(logged).not.toContain(claim.payment.recipient)
})

/** Lets everything run that could run now. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
