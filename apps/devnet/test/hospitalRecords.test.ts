import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFhir } from '@aceso/clinical'
import { measures } from '@aceso/core'
import { validateResource } from '@medplum/core'
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { recordsContent, sandboxContent } from '../src/hospital/content.js'
import { indexDefinitions } from '../src/hospital/definitions.js'
import { readRecords, recordedAt, splitRecords } from '../src/hospital/records.js'
import { sandboxPatients } from '../src/hospital/sandbox/patients.js'
import { temporaryFolder } from './hospitalClient.js'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

let folder: ReturnType<typeof temporaryFolder>

beforeEach(() => {
  folder?.remove()
  folder = temporaryFolder()
})

afterAll(() => folder.remove())

const write = (file: string, content: string | object) =>
  writeFileSync(join(folder.path, file), typeof content === 'string' ? content : JSON.stringify(content))

const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${(resource as { id: string }).id}`, resource })),
})

const to = (id: string) => ({ reference: `urn:uuid:${id}` })
const category = (code: string) => [{ coding: [{ code }] }]

const patient = (id: string) => ({
  resourceType: 'Patient',
  id,
  name: [{ given: ['Ida'], family: 'Sample' }],
})

describe('records from a folder', () => {
  test('are kept as far as they matter, with references that lead somewhere', () => {
    write(
      'practitioners.json',
      bundle({ resourceType: 'Practitioner', id: 'dr' }, { resourceType: 'Practitioner', id: 'unused' }),
    )
    write(
      'ida.json',
      bundle(
        patient('ida'),
        {
          resourceType: 'Encounter',
          id: 'visit',
          subject: to('ida'),
          participant: [{ individual: to('dr') }],
        },
        { resourceType: 'Encounter', id: 'idle', subject: to('ida') },
        {
          resourceType: 'Observation',
          id: 'lab',
          category: category('laboratory'),
          subject: to('ida'),
          encounter: to('visit'),
        },
        {
          resourceType: 'Observation',
          id: 'plain',
          subject: to('ida'),
          performer: [{ ...to('gone'), display: 'Gone' }],
        },
        { resourceType: 'Observation', id: 'pulse', category: category('vital-signs'), subject: to('ida') },
        {
          resourceType: 'DiagnosticReport',
          id: 'report',
          subject: to('ida'),
          result: [to('lab'), to('pulse')],
        },
        { resourceType: 'Claim', id: 'claim', patient: to('ida') },
      ),
    )
    const { patients, shared, problems } = readRecords(folder.path)
    expect(problems).toEqual([])
    expect(shared.map(({ id }) => id)).toEqual(['dr'])
    const [ida] = patients
    expect(ida).toMatchObject({ patient: 'ida', name: 'Ida Sample', source: 'ida.json' })
    expect(ida?.resources.map(({ id }) => id)).toEqual(['ida', 'visit', 'lab', 'plain', 'report'])
    const text = JSON.stringify(ida)
    expect(text).not.toContain('urn:uuid')
    expect(text).toContain('"encounter":{"reference":"Encounter/visit"}')
    expect(text).toContain('"individual":{"reference":"Practitioner/dr"}')
    expect(text).toContain('"performer":[{"display":"Gone"}]')
  })

  test('that are broken are named, and the others read', () => {
    write('a.json', '{"resourceType": "Bundle", ')
    write('b.json', 'null')
    write('c.json', { resourceType: 'Patient', id: 'alone' })
    write('d.json', bundle())
    write('e.json', bundle(patient('ida')))
    write('notes.txt', 'not read')
    const { patients, problems } = readRecords(folder.path)
    expect(patients.map(({ patient: id }) => id)).toEqual(['ida'])
    expect(problems.map(({ file }) => file)).toEqual(['a.json', 'b.json', 'c.json', 'd.json'])
    for (const { reason } of problems) expect(reason).not.toBe('')
  })

  test('give namesakes different user names', () => {
    write('a.json', bundle(patient('ida-1')))
    write('b.json', bundle(patient('ida-2')))
    expect(recordsContent(folder.path).accounts.map(({ username }) => username)).toEqual([
      'ida.sample',
      'ida.sample.2',
    ])
  })

  test('without a patient are no content', () => {
    expect(() => recordsContent(folder.path)).toThrow(/no patient/)
  })
})

test('records are parted by when they were recorded; what has no date comes first', () => {
  const resources = [
    { resourceType: 'Patient', id: 'p' },
    { resourceType: 'Observation', id: 'before', effectiveDateTime: '2024-02-29T23:59:59Z' },
    { resourceType: 'Observation', id: 'at', effectiveInstant: '2024-03-01T01:00:00+01:00' },
    { resourceType: 'Observation', id: 'after', effectivePeriod: { start: '2024-03-02' } },
    { resourceType: 'Encounter', id: 'visit', period: { start: '2024-03-01T00:00:00Z' } },
    { resourceType: 'Specimen', id: 'old', collection: { collectedDateTime: '2020' } },
    { resourceType: 'Observation', id: 'issued', issued: '2025-01-01T00:00:00Z' },
    { resourceType: 'Observation', id: 'broken', effectiveDateTime: 'some day' },
  ] as unknown as Resource[]
  const { before, from } = splitRecords(resources, new Date('2024-03-01T00:00:00Z'))
  expect(before.map(({ id }) => id)).toEqual(['p', 'before', 'old', 'broken'])
  expect(from.map(({ id }) => id)).toEqual(['at', 'after', 'visit', 'issued'])
  expect(recordedAt(resources[0]!)).toBeUndefined()
})

describe('the built-in patients', () => {
  beforeAll(() => indexDefinitions())

  test('are valid FHIR, each with an account', () => {
    const { resources, accounts } = sandboxContent()
    for (const resource of resources) validateResource(resource)
    expect(new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`)).size).toBe(
      resources.length,
    )
    expect(accounts.map(({ patient: id }) => id)).toEqual(sandboxPatients.map(({ patient: id }) => id))
    expect(accounts).toHaveLength(7)
  })

  test('have results of every measure, which a node understands; the unconfirmed and the withdrawn do not count', () => {
    const entry: BundleEntry[] = sandboxContent().resources.map((resource) => ({ resource }))
    const { observations, rejections } = readFhir({
      resourceType: 'Bundle',
      type: 'collection',
      entry,
    } satisfies Bundle)
    expect(new Set(observations.map(({ measure }) => measure))).toEqual(
      new Set(measures.map(({ name }) => name)),
    )
    expect(new Set(observations.map(({ identity }) => identity)).size).toBe(observations.length)
    expect(rejections.map(({ reason }) => reason).sort()).toEqual(['status-not-final', 'withdrawn'])
    const amara = observations.filter(
      ({ patient: id, measure }) => id === 'Patient/amara' && measure === 'hba1c',
    )
    expect(amara.map(({ value }) => value)).toEqual([56_000n, 58_000n, 60_000n, 62_000n])
    const bruno = observations.filter(
      ({ patient: id, measure }) => id === 'Patient/bruno' && measure === 'hba1c',
    )
    expect(bruno.at(-1)?.value).toBeGreaterThan(64_000n)
  })
})
