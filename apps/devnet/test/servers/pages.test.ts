import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Moods } from '../../src/hospital/moods/moods.js'
import { content, FEW, shown, TENS } from './content.js'
import { startWorld, type World } from './world.js'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const INTERNAL = 'http://fhir.internal:8080'

let world: World

beforeAll(async () => {
  world = await startWorld({ content })
})

afterAll(() => world?.close())

const calls = (kind: string) => world.asked.filter((call) => call === kind).length

describe('a link to the next page is refused, and the operator told why, where it leads', () => {
  const away: [string, () => string, RegExp][] = [
    ['to another host and path', () => `${INTERNAL}/paging`, /another address/],
    ['to another path of this host', () => `${world.hospital.issuer}/paging`, /another address/],
    ['above the base', () => `${world.hospital.fhirUrl}/..`, /another address/],
    ['into encoded separators', () => `${world.hospital.fhirUrl}/..%2f..%2fpaging`, /another address/],
    ['away from the web', () => 'file:///etc/passwd?', /another address/],
  ]
  test.each(away)('%s', async (_, nextPage, reason) => {
    world.setMoods({ pageSize: 2, nextPage: nextPage() })
    const { status, body } = await world.results(FEW)
    expect([status, body.error?.code]).toEqual([502, 'HospitalAddressDiffers'])
    expect(body.error?.message).toMatch(/operator/)
    expect(world.log.join('')).toMatch(reason)
    expect(world.log.join('')).toContain('ACESO_ORACLE_FHIR_OWN_URL')
    expect(world.log.join('')).not.toContain('internal')
    expect(calls('page')).toBe(0)
  })
})

describe('every page is read', () => {
  const odd: [string, Moods][] = [
    ['of ten results each', { pageSize: 10 }],
    ['where order and size are not heeded', { ignores: ['_sort', '_count', '_include'], pageSize: 7 }],
    ['one by one of the largest number', { pageSize: 3, ignores: ['_sort'] }],
    ['whose link names an internal host', { pageSize: 10, nextPage: `${INTERNAL}/fhir/R4/Observation` }],
    [
      'whose link names an internal host and path',
      { pageSize: 10, nextPage: `${INTERNAL}/hapi/fhir/Observation` },
    ],
  ]
  test.each(odd)('%s', async (_, moods) => {
    world.setMoods(moods)
    expect(await world.values(TENS)).toEqual(shown(TENS))
    expect(calls('page')).toBeGreaterThan(0)
  })

  test('whose link names another path of this host', async () => {
    world.setMoods({ pageSize: 10, nextPage: `${world.hospital.issuer}/hapi/fhir/Observation` })
    expect(await world.values(TENS)).toEqual(shown(TENS))
  })
})

describe('a page that is gone', () => {
  test('has the search begun again, once', async () => {
    world.setMoods({ pageSize: 10, failures: [{ at: 'page', status: 410, times: 1 }] })
    expect(await world.values(TENS)).toEqual(shown(TENS))
    expect(calls('search')).toBe(2)
  })

  test('again is no answer', async () => {
    world.setMoods({ pageSize: 10, failures: [{ at: 'page', status: 410 }] })
    const { status, body } = await world.results(TENS)
    expect([status, body.error?.code]).toEqual([502, 'HospitalIncomplete'])
    expect(calls('search')).toBe(2)
  })
})

test('a server that links and references would lead to hears nothing of the node', async () => {
  let heard = 0
  const thief = createServer((_, response) => {
    heard++
    response.end('{}')
  })
  await new Promise<void>((done) => thief.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(thief.address() as AddressInfo).port}`
  for (const nextPage of [`${url}/Observation`, `${url}/fhir/R4/Observation`, `${url}/paging`]) {
    world.setMoods({ pageSize: 2, nextPage, ownBase: url, references: 'absolute', ignores: ['_include'] })
    expect((await world.results(FEW)).body.error?.code).toBe('HospitalAddressDiffers')
  }
  thief.close()
  expect(heard).toBe(0)
})
