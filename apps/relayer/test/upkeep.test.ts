import { AcesoError, HOUR } from '@aceso/core'
import { chainTime, checkUpkeep, getPools, performUpkeep } from '@aceso/sdk'
import { pino } from 'pino'
import { createWalletClient, custom, type Hex } from 'viem'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createUpkeep } from '../src/upkeep.js'
import { account, address, deployment } from './fixture.js'

vi.mock('@aceso/sdk', async (original) => ({
  ...(await original<typeof import('@aceso/sdk')>()),
  chainTime: vi.fn(),
  checkUpkeep: vi.fn(),
  getPools: vi.fn(),
  performUpkeep: vi.fn(),
}))

const hash: Hex = `0x${'ab'.repeat(32)}`
const pools = [address('1001'), address('1002'), address('1003')]
const done = { hash, gasUsed: 3n, hasChanged: true }
const workOf = (pool: Hex): Hex => `0x${pool.slice(-4)}`

let due: Hex[]
let logged: string
let turns: number
let performDueUpkeep: () => Promise<boolean>

beforeEach(() => {
  vi.resetAllMocks()
  due = []
  vi.mocked(chainTime).mockResolvedValue(100n)
  vi.mocked(getPools).mockResolvedValue({ productCount: 3n, pools })
  vi.mocked(checkUpkeep).mockImplementation(async (_, { pool }) =>
    due.includes(pool) ? workOf(pool) : undefined,
  )
  vi.mocked(performUpkeep).mockResolvedValue(done)
  logged = ''
  turns = 0
  const write = (line: string) => {
    logged += line
  }
  const request = () => Promise.reject(new Error('nothing here reaches a chain'))
  performDueUpkeep = createUpkeep({
    client: createWalletClient({ account, transport: custom({ request }) }),
    deployment,
    log: pino({}, { write }),
    inTurn(task) {
      turns++
      return task()
    },
  })
})

const performed = () => vi.mocked(performUpkeep).mock.calls.map(([, { performData }]) => performData)

describe('nothing is sent', () => {
  test('while nothing is due', async () => {
    expect(await performDueUpkeep()).toBe(false)
    expect(checkUpkeep).toHaveBeenCalledTimes(3)
    expect(performUpkeep).not.toHaveBeenCalled()
    expect(logged).toBe('')
  })

  test('for an hour of the chain, for a pool whose work had no effect', async () => {
    due = [pools[0]!, pools[1]!]
    vi.mocked(performUpkeep).mockImplementation(async (_, { performData }) => ({
      ...done,
      hasChanged: performData !== workOf(pools[0]!),
    }))
    expect(await performDueUpkeep()).toBe(true)
    expect(performed()).toEqual([workOf(pools[0]!), workOf(pools[1]!)])
    vi.mocked(chainTime).mockResolvedValue(100n + HOUR - 1n)
    await performDueUpkeep()
    expect(performed().slice(2)).toEqual([workOf(pools[1]!)])
    vi.mocked(chainTime).mockResolvedValue(100n + HOUR)
    await performDueUpkeep()
    expect(performed().slice(3)).toEqual([workOf(pools[0]!), workOf(pools[1]!)])
  })
})

describe('a failure', () => {
  test('of one pool is an error, but keeps no other from its turn', async () => {
    due = [...pools]
    const reason = new AcesoError('Refused.', { name: 'Refused' })
    vi.mocked(performUpkeep).mockRejectedValueOnce(reason)
    await expect(performDueUpkeep()).rejects.toBe(reason)
    expect(performed()).toEqual(pools.map(workOf))
    expect(await performDueUpkeep()).toBe(true)
  })

  test('to learn of the pools is an error', async () => {
    vi.mocked(getPools).mockRejectedValueOnce(new Error('offline'))
    await expect(performDueUpkeep()).rejects.toThrow('offline')
    expect(await performDueUpkeep()).toBe(false)
  })
})

describe('what is due', () => {
  test('is done pool by pool, in turn with other transactions, and logged', async () => {
    due = [pools[2]!, pools[0]!]
    expect(await performDueUpkeep()).toBe(true)
    expect(performed()).toEqual([workOf(pools[0]!), workOf(pools[2]!)])
    expect(turns).toBe(2)
    expect(logged).toContain('"event":"upkeepPerformed"')
    expect(logged).toContain(hash)
  })

  test('is looked for once the work of the pool before it is through', async () => {
    due = [...pools]
    vi.mocked(performUpkeep).mockImplementation(async () => {
      due = []
      return done
    })
    await performDueUpkeep()
    expect(performed()).toEqual([workOf(pools[0]!)])
  })
})

test('products that are known are not read again', async () => {
  await performDueUpkeep()
  await performDueUpkeep()
  const known = vi.mocked(getPools).mock.calls.map(([, parameters]) => parameters.known)
  expect(known).toEqual([undefined, { productCount: 3n, pools }])
})
