import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFhir } from '@aceso/clinical'
import { DAY, measureOf } from '@aceso/core'
import type { Resource } from '@medplum/fhirtypes'
import { parseUnits } from 'viem'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { developmentProducts } from '../src/network/products.js'
import { NoTriggerError, recordsScenario, type Scenario, sandboxScenario } from '../src/walk/scenario.js'
import { temporaryFolder } from './hospitalClient.js'

const bundles = fileURLToPath(new URL('../../../../shared/data/fhir/synthea-r4-bundles', import.meta.url))

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const write = (file: string, content: string | object) =>
  writeFileSync(join(folder.path, file), typeof content === 'string' ? content : JSON.stringify(content))

const hba1c = (id: string, patient: string, at: string, value: number) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [{ coding: [{ code: 'laboratory' }] }],
  code: { coding: [{ system: 'http://loinc.org', code: '4548-4' }] },
  subject: { reference: `urn:uuid:${patient}` },
  effectiveDateTime: at,
  issued: at,
  valueQuantity: { value, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
})

const record = (patient: string, family: string, ...observations: object[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [{ resourceType: 'Patient', id: patient, name: [{ given: ['Ida'], family }] }, ...observations].map(
    (resource) => ({ fullUrl: `urn:uuid:${(resource as { id: string }).id}`, resource }),
  ),
})

const unix = (time: string) => BigInt(Date.parse(time) / 1_000)

/** What the resources say, as a node would read them, and whether that triggers the scenario's product. */
function triggers({ product }: Scenario, resources: readonly Resource[]) {
  const entry = resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource }))
  const { observations } = readFhir({ resourceType: 'Bundle', type: 'collection', entry })
  const threshold = parseUnits(product.thresholds[0] ?? '', measureOf(product.measure).decimals)
  return observations.filter(({ measure, value }) => measure === product.measure && value >= threshold)
}

describe('records that trigger no product', () => {
  test('are refused with what could not be read', () => {
    write('a.json', record('ida', 'Healthy', hba1c('low', 'ida', '2020-01-01T08:00:00Z', 6.4)))
    write('broken.json', '{ "resourceType": "Bundle", ')
    write('patient.json', { resourceType: 'Patient', id: 'x' })
    write('notes.txt', 'not a record')
    const scenario = () => recordsScenario(folder.path)
    expect(scenario).toThrow(NoTriggerError)
    expect(scenario).toThrow(`No result of the 1 patients in ${folder.path}`)
    expect(scenario).toThrow('- broken.json was not read: ')
    expect(scenario).toThrow('- patient.json was not read: It is not a FHIR Bundle.')
    expect(scenario).not.toThrow('notes.txt')
  })

  test('are refused also where there are none', () => {
    expect(() => recordsScenario(folder.path)).toThrow(NoTriggerError)
  })

  test('are refused with no more than five of many problems', () => {
    for (let i = 0; i < 9; i++) write(`broken-${i}.json`, '{')
    expect(() => recordsScenario(folder.path)).toThrow('broken-4.json')
    expect(() => recordsScenario(folder.path)).not.toThrow('broken-5.json')
  })
})

describe('records of which one comes to trigger a product', () => {
  const at = '2021-03-01T09:30:00Z'
  let scenario: Scenario

  beforeEach(() => {
    write('a.json', record('ada', 'Healthy', hba1c('fine', 'ada', '2019-01-01T08:00:00Z', 5.4)))
    write('broken.json', '{')
    write(
      'b.json',
      record(
        'ida',
        'Sample',
        hba1c('later', 'ida', '2022-01-01T08:00:00Z', 9.1),
        hba1c('first', 'ida', at, 6.5),
        hba1c('before', 'ida', '2020-01-01T08:00:00Z', 6.4),
      ),
    )
    scenario = recordsScenario(folder.path)
  })

  test('give the first result at the threshold, and whose it is', () => {
    expect(scenario).toMatchObject({
      account: { username: 'ida.sample', password: 'sandbox' },
      patient: 'Ida Sample (b.json)',
      productId: 1n,
      observedAt: unix(at),
      result: 'Haemoglobin A1c (NGSP) 6.5 % on 2021-03-01',
    })
    expect(scenario.product).toBe(developmentProducts[0])
  })

  test('are held back from that moment on, for a chain that begins before the waiting period', () => {
    expect(scenario.records).toEqual({ folder: folder.path, holdBack: [`ida@${new Date(at).toISOString()}`] })
    const begins = BigInt(scenario.genesis ?? 0)
    expect(unix(at) - begins).toBe(45n * DAY)
    for (const { waiting } of developmentProducts) expect(begins + waiting < unix(at)).toBe(true)
  })

  test('record that moment alone', () => {
    expect(scenario.resources(unix(at)).map(({ id }) => id)).toEqual(['first'])
  })
})

describe('the built-in patient', () => {
  const scenario = sandboxScenario()

  test('triggers the first product at whatever time the laboratory records the result', () => {
    for (const at of [1_750_000_000n, 1_800_000_000n]) {
      const found = triggers(scenario, scenario.resources(at))
      expect(found.map(({ observedAt }) => observedAt)).toEqual([at])
    }
    expect(scenario.productId).toBe(1n)
    expect(scenario.product).toBe(developmentProducts[0])
  })

  test('needs neither records nor another clock', () => {
    expect(scenario.observedAt).toBeUndefined()
    expect(scenario.genesis).toBeUndefined()
    expect(scenario.records).toBeUndefined()
  })
})

if (!existsSync(bundles)) console.log(`Skipped: no records in ${bundles}.`)

describe.skipIf(!existsSync(bundles))("Synthea's records", () => {
  test('trigger by the record of one of their patients', { timeout: 120_000 }, () => {
    const scenario = recordsScenario(bundles)
    const file = readdirSync(bundles).find((name) => name.startsWith('Fabian_Murray_'))
    expect(scenario.patient).toContain(`(${file})`)
    expect(scenario.account.username).toMatch(/^fabian/)
    const observedAt = scenario.observedAt ?? 0n
    const found = triggers(scenario, scenario.resources(observedAt))
    expect(found.map(({ observedAt }) => observedAt)).toContain(observedAt)
  })
})
