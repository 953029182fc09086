import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Moods } from '../../src/hospital/moods/moods.js'
import { content, FEW, ORDERED, shown } from './content.js'
import { startWorld, type World } from './world.js'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const INTERNAL = 'http://fhir.internal:8080/hapi/fhir'

let world: World
let behindProxy: World

beforeAll(async () => {
  world = await startWorld({ content })
  behindProxy = await startWorld({ content, fhirOwnUrl: () => INTERNAL })
})

afterAll(() => Promise.all([world?.close(), behindProxy?.close()]))

describe('an answer that is too large is refused', () => {
  test.each([
    ['plain', {}],
    ['and small as it is sent', { gzip: true }],
  ] as [string, Moods][])('%s', async (_, moods) => {
    world.setMoods({ ...moods, padding: 9_000_000 })
    expect((await world.results(FEW)).body.error?.code).toBe('HospitalUnavailable')
    expect(world.log.join('')).toContain('is larger than')
  })
})

describe('a server that goes by another address than the configured one', () => {
  const apart: [string, Moods][] = [
    ['in its full URLs', { ownBase: INTERNAL }],
    ['in full URLs and references', { ownBase: INTERNAL, references: 'absolute' }],
  ]
  test.each(apart)('%s has no results, and the operator is told how to name it', async (_, moods) => {
    world.setMoods(moods)
    const { status, body } = await world.results(FEW)
    expect([status, body.error?.code]).toEqual([502, 'HospitalAddressDiffers'])
    expect(world.log.join('')).toContain('ACESO_ORACLE_FHIR_OWN_URL')
    expect(world.log.join('')).not.toContain('internal')
  })

  const named: [string, Moods][] = [
    ...apart,
    ['also on many pages', { ownBase: INTERNAL, pageSize: 10 }],
    ['also where nothing comes along', { ownBase: INTERNAL, references: 'absolute', ignores: ['_include'] }],
    ['though not always', { references: 'absolute', ignores: ['_include'] }],
  ]
  test.each(named)('%s is read where it is configured', async (_, moods) => {
    behindProxy.setMoods(moods)
    expect(await behindProxy.values(FEW)).toEqual(shown(FEW))
    expect(await behindProxy.values(ORDERED)).toEqual(shown(ORDERED))
  })
})

describe('results are the same', () => {
  test.each([
    ['compressed', { gzip: true }],
    ['after a byte-order mark', { byteOrderMark: true }],
    ['compressed after a byte-order mark', { gzip: true, byteOrderMark: true }],
    ['with absolute references', { references: 'absolute' }],
    ['with references to versions', { references: 'versioned' }],
    [
      'with references to versions of what does not come along',
      { references: 'versioned', ignores: ['_include'] },
    ],
    [
      'with absolute references to what does not come along',
      { references: 'absolute', ignores: ['_include'] },
    ],
  ] as [string, Moods][])('%s', async (_, moods) => {
    world.setMoods({})
    const plain = (await world.results(ORDERED)).body
    world.setMoods(moods)
    expect((await world.results(ORDERED)).body).toEqual(plain)
    expect(await world.values(ORDERED)).toEqual(shown(ORDERED))
  })
})
