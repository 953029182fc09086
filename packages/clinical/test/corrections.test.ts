import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../../vitest.properties.js'
import { readFhir } from '../src/index.js'
import { bundle, hba1c, json, type Resource, report, specimen } from './fixtures.js'

const orders = <T>([first, ...rest]: T[]): T[][] =>
  first === undefined
    ? [[]]
    : orders(rest).flatMap((order) =>
        Array.from({ length: order.length + 1 }, (_, at) => order.toSpliced(at, 0, first)),
      )

/** In every order: what counts, in percent, and the reasons of what doesn't. */
function settled(...resources: Resource[]): { values: number[]; reasons: string[] } {
  const readings = orders(resources).map((order) => {
    const { observations, rejections } = readFhir(bundle(...order, specimen()))
    return {
      values: observations.map(({ value }) => Number(value) / 10_000),
      reasons: rejections.map(({ reason }) => reason).sort(),
    }
  })
  for (const reading of readings) expect(reading).toEqual(readings[0])
  return readings[0]!
}

const stating = (value: number) => ({ valueQuantity: { value, unit: '%' } })
const issued = (day: number) => ({ issued: `2024-03-0${day}T10:00:00Z` })
const at = (hour: number) => ({ effectiveDateTime: `2024-03-01T0${hour}:00:00Z` })
const first = (changes: Resource = {}) => hba1c({ id: 'r1', ...stating(6), ...issued(2), ...changes })
const corrected = (id: string, value: number, changes: Resource = {}) =>
  hba1c({ id, status: 'corrected', ...stating(value), ...changes })
const replacing = (name: string) => ({
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/observation-replaces',
      valueReference: { reference: name },
    },
  ],
})
const version = (versionId: string, day: number) => ({
  meta: { versionId, lastUpdated: `2024-03-0${day}T10:00:00.5Z` },
})

describe('corrections under other ids', () => {
  it('conflict where nothing orders them', () =>
    expect(settled(first(), corrected('r2', 7), corrected('r3', 8))).toEqual({
      values: [],
      reasons: ['conflicting-results', 'conflicting-results', 'conflicting-results'],
    }))

  it('conflict where what they correct was issued after them', () =>
    expect(settled(first(issued(5)), corrected('r2', 7, issued(3))).values).toEqual([]))

  it('are no matter of two first issues, whichever was issued later', () =>
    expect(settled(first(), first({ id: 'r2', ...stating(7), ...issued(3) })).values).toEqual([]))

  it.each([
    ['issue', (day: number) => issued(day)],
    ['update', (day: number) => version('1', day)],
    ['issue rather than update', (day: number) => ({ ...issued(day), ...version('1', 9 - day) })],
  ])('are ordered by %s', (_, stamp) =>
    expect(
      settled(
        first(),
        corrected('r2', 7, stamp(3)),
        corrected('r3', 8, stamp(4)),
        corrected('r4', 9, stamp(5)),
      ),
    ).toEqual({ values: [9], reasons: ['superseded', 'superseded', 'superseded'] }),
  )

  it('replace what they correct when they move the time of the specimen, in chains too', () => {
    const moved = corrected('r2', 7, { ...at(9), ...issued(3) })
    expect(settled(first(), moved).values).toEqual([7])
    expect(settled(first(), { ...moved, ...version('2', 3) }).values).toEqual([7])
    expect(
      settled(
        first(),
        corrected('r2', 7, { ...at(9), ...issued(3) }),
        corrected('r3', 8, { ...at(7), ...issued(4) }),
      ).values,
    ).toEqual([8])
  })

  it('replace what they name, whatever else they change', () => {
    const elsewhere = { specimen: undefined, subject: { reference: 'Patient/p2' }, ...at(9), ...issued(1) }
    const named = corrected('r2', 7, { ...elsewhere, ...replacing('Observation/r1') })
    expect(settled(first(), named)).toEqual({ values: [7], reasons: ['superseded'] })
    const versioned = { ...named, ...replacing('Observation/r1/_history/1') }
    expect(settled(first(), versioned).values).toEqual([7])
    const derived = corrected('r2', 7, { ...elsewhere, derivedFrom: [{ reference: 'Observation/r1' }] })
    expect(settled(first(), derived).values).toEqual([7])
    const malformed = { ...elsewhere, modifierExtension: replacing('Observation/r1').extension[0] }
    expect(settled(first(), corrected('r2', 7, malformed)).values).toEqual([])
    const final = { ...named, status: 'final' }
    expect(
      settled(first(), final, corrected('r3', 8, { ...at(5), ...replacing('Observation/r2') })).values,
    ).toEqual([8])
  })

  it('replace nothing by deriving from it alone', () =>
    expect(
      settled(first(), first({ id: 'r2', ...at(9), derivedFrom: [{ reference: 'Observation/r1' }] })).values,
    ).toEqual([6, 6]))

  it('all go where each says it replaces the other', () =>
    expect(
      settled(first(replacing('Observation/r2')), corrected('r2', 7, replacing('Observation/r1'))).values,
    ).toEqual([]))

  it.each<[string, Resource]>([
    ['a bound', { valueQuantity: { value: 4, comparator: '<', unit: '%' } }],
    ['an absent value', { valueQuantity: undefined }],
    ['an unknown modifier', { modifierExtension: [{ url: 'https://x' }] }],
    ['a time without a minute', { effectiveDateTime: '2024-03-01' }],
  ])('take with them what they correct also when they state %s', (_, changes) => {
    const { values, reasons } = settled(first(), corrected('r2', 7, { ...issued(3), ...changes }))
    expect(values).toEqual([])
    expect(reasons).toContain('superseded')
  })

  it('of a patient or for tests correct nothing of a laboratory', () => {
    for (const changes of [
      { performer: [{ reference: 'Patient/p1' }] },
      { meta: { tag: [{ code: 'HTEST' }] } },
    ])
      expect(settled(first(), corrected('r2', 7, { ...issued(3), ...changes })).values).toEqual([6])
  })

  it('that are withdrawn withdraw the result, unless it was issued anew', () => {
    const wrong = corrected('r2', 7, { status: 'entered-in-error', ...at(9), ...issued(3) })
    expect(settled(first(), wrong).values).toEqual([])
    expect(settled(first(issued(3)), wrong).values).toEqual([])
    expect(settled(first(), wrong, corrected('r3', 8, issued(4))).values).toEqual([8])
  })
})

describe('corrections where no specimen tells results apart', () => {
  const stay = { specimen: undefined, encounter: { reference: 'Encounter/e1' } }
  const inStay = (id: string, value: number, changes: Resource = {}) =>
    hba1c({ id, ...stay, ...stating(value), ...changes })

  it('replace the result whose time they move', () => {
    const moved = inStay('r2', 7, { status: 'corrected', ...at(9), ...issued(3) })
    expect(settled(inStay('r1', 6, issued(2)), moved)).toEqual({ values: [7], reasons: ['superseded'] })
    const again = inStay('r3', 8, { status: 'amended', ...at(7), ...issued(4) })
    expect(settled(inStay('r1', 6, issued(2)), moved, again).values).toEqual([8])
    const unread = inStay('r2', 7, { status: 'corrected', effectiveDateTime: '2024-03-01', ...issued(3) })
    expect(settled(inStay('r1', 6, issued(2)), unread).values).toEqual([])
  })

  it('leave alone what was issued after them, and what a new version of their own record corrects', () => {
    const moved = inStay('r2', 7, { status: 'corrected', ...at(9), ...issued(3) })
    expect(settled(moved, inStay('r1', 6, issued(5))).values).toEqual([6, 7])
    const inPlace = inStay('r2', 7, { status: 'corrected', ...at(9), ...issued(3), ...version('2', 3) })
    expect(settled(inPlace, inStay('r1', 6, issued(2))).values).toEqual([6, 7])
  })

  it('are several results where none is corrected', () =>
    expect(settled(inStay('r1', 6), inStay('r2', 7, at(9))).values).toEqual([6, 7]))
})

describe('versions of one record', () => {
  it('conflict where number and update contradict each other', () =>
    expect(settled(first(version('1', 5)), first({ ...stating(7), ...version('2', 3) })).values).toEqual([]))

  it.each<[string, Resource, Resource, Resource]>([
    ['number', { meta: { versionId: '9' } }, { meta: { versionId: '10' } }, { meta: { versionId: '11' } }],
    ['update', version('a', 2), version('b', 3), version('c', 4)],
    [
      'fractions of a second',
      ...([1, 2, 3].map((ms) => ({ meta: { lastUpdated: `2024-03-02T10:00:00.00${ms}Z` } })) as [
        Resource,
        Resource,
        Resource,
      ]),
    ],
    ['issue', issued(2), issued(3), issued(4)],
  ])('are ordered by %s, back to the first value too', (_, one, two, three) => {
    expect(settled(first({ ...one }), first({ status: 'corrected', ...stating(7), ...two })).values).toEqual([
      7,
    ])
    const back = first({ status: 'corrected', ...three })
    expect(settled(first(one), first({ status: 'corrected', ...stating(7), ...two }), back).values).toEqual([
      6,
    ])
    const finals = [one, two, three].map((stamp, index) => first({ ...stating(6 + index), ...stamp }))
    expect(settled(...finals).values).toEqual([8])
  })

  it('end with the last, whatever it is', () => {
    for (const last of [{ status: 'preliminary' }, { valueQuantity: undefined }, { code: { text: 'gone' } }])
      expect(settled(first(version('1', 2)), first({ ...version('2', 3), ...last })).values).toEqual([])
    const wrong = first({ status: 'entered-in-error', ...version('2', 3) })
    expect(settled(first(version('1', 2)), wrong).values).toEqual([])
    expect(settled(first(version('1', 2)), wrong, first(version('3', 4))).values).toEqual([6])
  })

  it('are told by the history where the record does not', () => {
    const entry = (value: number, etag: string, lastModified: string) => ({
      resource: first(stating(value)),
      response: { etag, lastModified },
    })
    const history = (...entries: Resource[]) =>
      readFhir(json({ resourceType: 'Bundle', entry: [...entries, { resource: specimen() }] })).observations
    const [older, newer] = [
      entry(6, 'W/"1"', '2024-03-02T10:00:00Z'),
      entry(7, 'W/"2"', '2024-03-03T10:00:00Z'),
    ]
    for (const entries of [
      [older, newer],
      [newer, older],
    ])
      expect(history(...entries).map(({ value }) => value)).toEqual([70000n])
  })

  it('conflict among themselves and take what they correct with them', () => {
    const [one, other] = [corrected('r2', 7, issued(3)), corrected('r2', 8, issued(3))]
    expect(settled(first(), one, other).values).toEqual([])
  })
})

describe('reports', () => {
  it('that another report replaces no longer stand for their results', () => {
    const replacement = report({
      id: 'r2',
      result: [{ reference: 'Observation/new' }],
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/diagnosticReport-replaces',
          valueReference: { reference: 'DiagnosticReport/r1' },
        },
      ],
    })
    const both = [hba1c(), hba1c({ id: 'new', ...at(9), ...stating(7), specimen: undefined })]
    expect(settled(...both, report(), replacement)).toEqual({ values: [7], reasons: ['withdrawn'] })
    const kept = {
      ...replacement,
      result: [...(report().result as Resource[]), { reference: 'Observation/new' }],
    }
    expect(settled(...both, report(), kept).values).toEqual([6.6, 7])
  })
})

describe('records in any order', () => {
  const record = fc.record({
    id: fc.constantFrom('r1', 'r2', 'r3', 'r4'),
    status: fc.constantFrom('final', 'final', 'amended', 'corrected', 'entered-in-error', 'preliminary'),
    value: fc.constantFrom(6, 7, 'unreadable'),
    hour: fc.constantFrom(8, 9),
    day: fc.constantFrom(undefined, 2, 3, 4),
    updated: fc.constantFrom(undefined, 2, 3),
    version: fc.constantFrom(undefined, '1', '2', 'a'),
    target: fc.constantFrom(undefined, undefined, undefined, 'r1', 'r2'),
    specimen: fc.boolean(),
  })

  it('come to the same, and nothing goes without a reason', () =>
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), fc.integer({ min: 0 }), (records, seed) => {
        const resources = records.map((one) =>
          hba1c({
            id: one.id,
            status: one.status,
            valueQuantity: { value: one.value, unit: '%' },
            ...(one.specimen ? {} : { specimen: undefined, encounter: { reference: 'Encounter/e' } }),
            ...at(one.hour),
            ...(one.day ? issued(one.day) : {}),
            meta: {
              ...(one.version ? { versionId: one.version } : {}),
              ...(one.updated ? { lastUpdated: `2024-03-0${one.updated}T00:00:00Z` } : {}),
            },
            ...(one.target ? replacing(`Observation/${one.target}`) : {}),
          }),
        )
        const shuffled = resources
          .map((resource, index) => ({ resource, key: (index * 7919 + seed) % 31 }))
          .sort((a, b) => a.key - b.key)
          .map(({ resource }) => resource)
        const outcome = (list: Resource[]) => {
          const { observations, rejections } = readFhir(bundle(...list, specimen()))
          return {
            observations,
            rejections: rejections.map(({ reason, reference }) => `${reference} ${reason}`).sort(),
          }
        }
        const result = outcome(resources)
        expect(outcome(shuffled)).toEqual(result)
        expect(outcome(resources.toReversed())).toEqual(result)
        if (resources.length > 0)
          expect(result.observations.length + result.rejections.length).toBeGreaterThan(0)
      }),
      runs(500),
    ))
})
