import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Failure, Moods } from '../../src/hospital/moods/moods.js'
import { content, FEW, ORDERED, shown } from './content.js'
import { startWorld, type World } from './world.js'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

let world: World

beforeAll(async () => {
  world = await startWorld({ content })
})

afterAll(() => world?.close())

/** A date of a hospital whose clock is a year ahead of the node's. */
const inSeconds = (seconds: number) => {
  const clock = world.now() + 365 * 86_400_000
  return { date: new Date(clock).toUTCString(), retryAfter: new Date(clock + seconds * 1_000).toUTCString() }
}

describe('a hospital that is busy', () => {
  const patience: [string, () => Failure, number | undefined][] = [
    ['for two seconds', () => ({ at: 'search', status: 429, retryAfter: '2', times: 1 }), 2_000],
    ['until a date', () => ({ at: 'search', status: 503, ...inSeconds(3), times: 1 }), 3_000],
    [
      'until a date that is past',
      () => ({ at: 'search', status: 503, ...inSeconds(-90), times: 1 }),
      undefined,
    ],
    ['for nobody knows how long', () => ({ at: 'search', status: 503, times: 2 }), undefined],
    ['for what is no time', () => ({ at: 'search', status: 429, retryAfter: '-1e9', times: 1 }), undefined],
    ['when it is to give a token', () => ({ at: 'token', status: 503, retryAfter: '1', times: 1 }), 1_000],
  ]
  test.each(patience)('%s is asked again then', async (_, failure, wait) => {
    world.pass(86_400_000)
    world.setMoods({ failures: [failure()] })
    expect(await world.values(FEW)).toEqual(shown(FEW))
    if (wait !== undefined) expect(world.waits).toEqual([wait])
    expect(world.waits.every((one) => one > 0 && one <= 5_000)).toBe(true)
  })

  const impatience: [string, () => Failure, string][] = [
    ['for an hour', () => ({ at: 'search', status: 429, retryAfter: '3600' }), '3600'],
    ['until a date', () => ({ at: 'search', status: 503, ...inSeconds(7_200) }), '7200'],
    ['for a hundred years', () => ({ at: 'search', status: 503, retryAfter: '3153600000' }), '86400'],
    ['when it is to give a token', () => ({ at: 'token', status: 429, retryAfter: '600' }), '600'],
  ]
  test.each(impatience)('%s is not waited for, and the holder told when', async (_, failure, after) => {
    world.pass(86_400_000)
    world.setMoods({ failures: [failure()] })
    const { status, headers, body } = await world.results(FEW)
    expect([status, body.error?.code]).toEqual([503, 'HospitalBusy'])
    expect(headers.get('retry-after')).toBe(after)
    expect(body.error?.message).toContain(`in ${after} seconds`)
    expect(world.waits).toEqual([])
  })

  test('and stays so is given up', async () => {
    world.setMoods({ failures: [{ at: 'search', status: 503, retryAfter: '1' }] })
    const { status, body } = await world.results(FEW)
    expect([status, body.error?.code]).toEqual([503, 'HospitalBusy'])
    expect(world.asked.filter((call) => call === 'search').length).toBeLessThanOrEqual(5)
  })

  test('with every specimen is not asked without end', async () => {
    world.setMoods({ ignores: ['_include'], failures: [{ at: 'read', status: 429 }] })
    expect((await world.results(ORDERED)).body.error?.code).toBe('HospitalBusy')
    expect(world.asked.filter((call) => call === 'read').length).toBeLessThanOrEqual(30)
  })
})

describe('a connection that breaks off', () => {
  test.each(['search', 'token', 'read'] as const)('at a %s is tried again', async (at) => {
    world.pass(86_400_000)
    world.setMoods({ ignores: ['_include'], failures: [{ at, status: 'reset', times: 2 }] })
    expect(await world.values(FEW)).toEqual(shown(FEW))
  })

  test('every time is no answer', async () => {
    world.setMoods({ failures: [{ at: 'search', status: 'reset' }] })
    expect((await world.results(FEW)).body.error?.code).toBe('HospitalUnavailable')
  })
})

describe('a token', () => {
  test('that expires midway is replaced', async () => {
    world.setMoods({ ignores: ['_include'], pageSize: 10, tokenUses: 40 })
    expect(await world.values(ORDERED)).toEqual(shown(ORDERED))
    expect(world.asked.filter((call) => call === 'token').length).toBeLessThanOrEqual(5)
  })

  test('that is refused at once, and so is the next, is no access', async () => {
    world.pass(86_400_000)
    world.setMoods({ failures: [{ at: 'search', status: 401 }] })
    expect((await world.results(FEW)).body.error?.code).toBe('HospitalUnavailable')
    expect(world.asked.filter((call) => call === 'search')).toHaveLength(2)
  })

  const lifetimes: [string, unknown, number][] = [
    ['in words of a number', '300', 300],
    ['of a week', 604_800, 3_600],
    ['of a week, as text', '604800', 3_600],
    ['of five seconds', 5, 5],
    ['of no time', 0, 60],
    ['before it began', -300, 60],
    ['that is no number', 'soon', 60],
    ['that is nothing', null, 60],
    ['without end', 1e300, 3_600],
    ['of another shape', { seconds: 300 }, 60],
  ]
  test.each(lifetimes)('with a lifetime %s is kept no longer than that', async (_, expiresIn, seconds) => {
    world.pass(86_400_000)
    world.setMoods({ expiresIn })
    const tokens = async () => {
      expect(await world.values(FEW)).toEqual(shown(FEW))
      return world.asked.filter((call) => call === 'token').length
    }
    expect(await tokens()).toBe(1)
    world.pass(seconds * 400)
    expect(await tokens()).toBe(1)
    world.pass(seconds * 600)
    expect(await tokens()).toBe(2)
  })

  test('as text of a week does not spoil other moods', async () => {
    world.pass(86_400_000)
    const moods: Moods = { expiresIn: '604800', ignores: ['_include'], gzip: true, pageSize: 10 }
    world.setMoods({ ...moods, failures: [{ at: 'read', status: 429, retryAfter: '1', times: 1 }] })
    expect(await world.values(ORDERED)).toEqual(shown(ORDERED))
  })
})
