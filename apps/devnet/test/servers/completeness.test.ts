import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Moods } from '../../src/hospital/moods/moods.js'
import { content, FEW, MANY, ORDERED, shown } from './content.js'
import { startWorld, type World } from './world.js'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

let world: World

beforeAll(async () => {
  world = await startWorld({ content })
})

afterAll(() => world?.close())

const logged = () => world.log.join('')

describe('nothing is shown and nothing attested where something may be missing:', () => {
  const incomplete: [string, Moods, string][] = [
    ['more results are stated than came', { totalOff: 1 }, 'states more results than it holds out'],
    ['more are stated than came, on many pages', { totalOff: 1, pageSize: 1 }, 'states more results'],
    [
      'an error stands among the results',
      { outcome: ['error', 'processing'] },
      'says itself that it is not complete',
    ],
    ['a fatal error stands among the results', { outcome: ['fatal', 'exception'] }, 'says itself'],
    ['a warning says that not all was found', { outcome: ['warning', 'incomplete'] }, 'says itself'],
    ['an error stands on many pages', { outcome: ['error', 'timeout'], pageSize: 1 }, 'says itself'],
  ]
  test.each(incomplete)('%s', async (_, moods, reason) => {
    world.setMoods({})
    const [{ observationTag }] = (await world.results(FEW)).body.observations as [{ observationTag: string }]
    world.setMoods(moods)
    for (const answer of [await world.results(FEW), await world.attest(FEW, observationTag)]) {
      expect([answer.status, answer.body.error?.code]).toEqual([502, 'HospitalIncomplete'])
      expect(answer.body.error?.message).toMatch(/incomplete.*Try again later/)
    }
    expect(logged()).toContain(reason)
  })

  test.each(['warning', 'information'] as const)('but a mere %s is no gap', async (severity) => {
    world.setMoods({ outcome: [severity, 'not-supported'] })
    expect(await world.values(FEW)).toEqual(shown(FEW))
  })

  test('nor is a total below what came', async () => {
    world.setMoods({ totalOff: -1 })
    expect(await world.values(FEW)).toEqual(shown(FEW))
  })
})

describe('what does not come along is read:', () => {
  test('sixty specimens and their orders', async () => {
    world.setMoods({ ignores: ['_include'] })
    expect(await world.values(ORDERED)).toEqual(shown(ORDERED))
    expect(world.asked.filter((call) => call === 'read')).toHaveLength(120)
  })

  test('three hundred specimens, and no order that is not needed', async () => {
    world.setMoods({ ignores: ['_include', '_sort', '_count'], pageSize: 10 })
    expect(await world.values(MANY)).toEqual(shown(MANY))
    expect(world.asked.filter((call) => call === 'read')).toHaveLength(300)
  })

  test('nothing where all came along', async () => {
    world.setMoods({})
    expect(await world.values(FEW)).toEqual(shown(FEW))
    expect(world.asked).not.toContain('read')
  })

  test('and where one of them can not be read now, nothing is shown', async () => {
    world.setMoods({ ignores: ['_include'], failures: [{ at: 'read', status: 500, times: 1 }] })
    const { status, body } = await world.results(ORDERED)
    expect([status, body.error?.code]).toEqual([503, 'HospitalUnavailable'])
  })
})
