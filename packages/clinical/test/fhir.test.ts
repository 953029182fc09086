import { describe, expect, it } from 'vitest'
import { readFhir } from '../src/index.js'
import {
  bundle,
  hba1c,
  identity,
  json,
  loinc,
  naat,
  type Resource,
  report,
  sampledAt,
  snomed,
  specimen,
} from './fixtures.js'

const reasons = (...resources: Resource[]) =>
  readFhir(bundle(...resources)).rejections.map(({ reason }) => reason)
const refused = (...resources: Resource[]) => {
  const { observations, rejections } = readFhir(bundle(...resources))
  expect(observations).toEqual([])
  return [...new Set(rejections.map(({ reason }) => reason))]
}
const expected = {
  measure: 'hba1c',
  value: 66000n,
  observedAt: sampledAt,
  patient: 'Patient/p1',
  identity,
  status: 'final',
} as const

describe('an observation that does not count', () => {
  const cases: [string, string, Resource][] = [
    ['registered', 'status-not-final', { status: 'registered' }],
    ['preliminary', 'status-not-final', { status: 'preliminary' }],
    ['of unknown status', 'status-not-final', { status: 'unknown' }],
    ['without a status', 'status-not-final', { status: undefined }],
    ['entered in error', 'withdrawn', { status: 'entered-in-error' }],
    ['cancelled', 'withdrawn', { status: 'cancelled' }],
    ['modified by an extension', 'modifier-not-understood', { modifierExtension: [{ url: 'https://x' }] }],
    ['under rules of its own', 'modifier-not-understood', { implicitRules: 'https://x' }],
    [
      'with a code of another meaning',
      'code-ambiguous',
      { code: { coding: [...loinc('4548-4').coding, ...loinc('2339-0').coding] } },
    ],
    ['without a subject', 'subject-missing', { subject: undefined }],
    ['with a subject only described', 'subject-missing', { subject: { display: 'somebody' } }],
    ['about a group', 'subject-not-patient', { subject: { reference: 'Group/g1' } }],
    ['about somebody beside its subject', 'subject-not-patient', { focus: [{ reference: 'Patient/donor' }] }],
    ['without a value', 'value-missing', { valueQuantity: undefined }],
    ['with a value said to be absent', 'value-missing', { dataAbsentReason: snomed('1') }],
    ['with two values', 'value-ambiguous', { valueString: '6.6 %' }],
    ['with a number as text', 'value-malformed', { valueQuantity: { value: '6.6', unit: '%' } }],
    ['below a bound', 'comparator', { valueQuantity: { value: 6.6, unit: '%', comparator: '<' } }],
    ['negative', 'value-out-of-range', { valueQuantity: { value: -6.6, unit: '%' } }],
    ['without a unit', 'unit-not-recognised', { valueQuantity: { value: 6.6 } }],
    ['without a time', 'time-missing', { effectiveDateTime: undefined }],
    ['on a day', 'time-too-coarse', { effectiveDateTime: '2024-03-01' }],
    ['of a specimen not at hand', 'reference-unresolved', { specimen: { reference: 'Specimen/other' } }],
    [
      'of an order not at hand',
      'reference-unresolved',
      { specimen: undefined, basedOn: [{ reference: 'ServiceRequest/x' }] },
    ],
    [
      'of an encounter without a name',
      'reference-unresolved',
      { specimen: undefined, encounter: { reference: 'urn:uuid:1' } },
    ],
    ['that names nothing', 'identity-missing', { specimen: undefined, id: undefined }],
  ]

  it.each(cases)('%s: %s', (_, reason, changes) =>
    expect(refused(hba1c(changes), specimen())).toEqual([reason]),
  )

  it.each(['unsatisfactory', 'unavailable', 'entered-in-error'])('of a specimen that is %s', (status) =>
    expect(refused(hba1c(), specimen({ status }))).toEqual(['specimen-unsatisfactory']),
  )

  it('says why without a word of the record', () => {
    const canary = 'CANARY'
    const { rejections } = readFhir(
      bundle(
        hba1c({ id: `${canary} name`, valueQuantity: { value: 6.6, unit: canary } }),
        hba1c({ id: 'x2', effectiveDateTime: canary }),
        hba1c({ id: 'x3', subject: { reference: canary, display: canary } }),
        naat({ id: 'x4', valueCodeableConcept: { text: canary } }),
        hba1c({ id: 'x5', specimen: { reference: `Specimen/${canary}` } }),
        specimen(),
      ),
    )
    expect(rejections).toHaveLength(5)
    expect(JSON.stringify(rejections)).not.toContain(canary)
  })
})

describe('what belongs to no measure', () => {
  it.each(['2339-0', '2345-7', '94558-5', '41995-2'])('LOINC %s is ignored', (code) => {
    const { observations, rejections, ignored } = readFhir(json(hba1c({ code: loinc(code) })))
    expect([observations, rejections, ignored]).toEqual([[], [], 1])
  })

  it('other resources are ignored', () =>
    expect(readFhir({ resourceType: 'Patient', name: [{ family: 'X' }] })).toEqual({
      observations: [],
      rejections: [],
      ignored: 1,
      missing: [],
    }))
})

describe('an observation that counts', () => {
  it('is read from a Bundle, from text, and through nested Bundles', () => {
    const plain = bundle(hba1c(), specimen())
    for (const input of [plain, JSON.stringify(plain), bundle(bundle(hba1c()), bundle(bundle(specimen())))])
      expect(readFhir(input).observations).toEqual([expected])
  })

  it('counts whatever else is wrong with the record', () => {
    const broken = { category: 7, performer: 'nobody', referenceRange: [null], text: { div: 5 }, note: {} }
    expect(readFhir(bundle(hba1c(broken), specimen({ type: 9 }))).observations).toEqual([expected])
  })

  it('is converted by its code', () => {
    const quantity = { value: 48, system: 'http://unitsofmeasure.org', code: 'mmol/mol' }
    const [one] = readFhir(
      bundle(hba1c({ code: loinc('59261-8'), valueQuantity: quantity }), specimen()),
    ).observations
    expect(one!.value).toBe(65430n)
  })

  it('may carry several codes of one measure', () => {
    const code = {
      coding: [...loinc('94500-6').coding, ...loinc('94309-2').coding, { system: 'L', code: 'C19' }],
    }
    expect(readFhir(bundle(naat({ code }), specimen())).observations[0]).toMatchObject({ value: 1n })
  })

  it('names the patient and the encounter in one way', () => {
    const uuid = 'urn:uuid:0f0e0d0c-0b0a-4000-8000-000000000001'
    const entry = [
      { fullUrl: uuid, resource: { resourceType: 'Patient', id: 'p1' } },
      { fullUrl: `${uuid}2`, resource: { resourceType: 'Encounter', id: 'e1' } },
      {
        resource: hba1c({
          specimen: undefined,
          subject: { reference: uuid },
          encounter: { reference: `${uuid}2` },
        }),
      },
    ]
    const [byUuid] = readFhir(json({ resourceType: 'Bundle', type: 'transaction', entry })).observations
    const absolute = hba1c({
      specimen: undefined,
      subject: { reference: 'https://h.example/fhir/Patient/p1/_history/3' },
      encounter: { reference: 'Encounter/e1' },
    })
    const [byUrl] = readFhir(json(absolute), { base: 'https://h.example/fhir' }).observations
    expect(byUuid).toMatchObject({ patient: 'Patient/p1', identity: expect.stringContaining('Encounter/e1') })
    expect(byUrl).toEqual(byUuid)
  })

  it('keeps a patient that only a UUID names', () => {
    const reference = 'urn:uuid:0f0e0d0c-0b0a-4000-8000-000000000001'
    expect(readFhir(bundle(hba1c({ subject: { reference } }), specimen())).observations[0]!.patient).toBe(
      reference,
    )
  })

  it('takes the time of sampling from the specimen, then from the report, when it states none', () => {
    const silent = hba1c({ effectiveDateTime: undefined })
    const collected = specimen({ collection: { collectedDateTime: '2024-03-01T08:00:00Z' } })
    const dated = report({ effectivePeriod: { start: '2024-03-01T09:00:00+01:00' } })
    expect(readFhir(bundle(silent, collected)).observations).toEqual([expected])
    expect(readFhir(bundle(silent, specimen(), dated)).observations).toEqual([expected])
    expect(
      readFhir(bundle(silent, collected, report({ effectiveDateTime: '2024-03-09T08:00:00Z' }))).observations,
    ).toEqual([expected])
    const other = report({ id: 'r2', effectiveDateTime: '2024-03-02T08:00:00Z' })
    expect(refused(silent, specimen(), dated, other)).toEqual(['time-ambiguous'])
  })

  it('takes from the report that contains it what it does not say itself', () => {
    const contained = { resourceType: 'Observation', id: 'o', status: 'final', code: loinc('4548-4') }
    const value = { valueQuantity: { value: 6.6, unit: '%' } }
    const whole = report({
      effectiveDateTime: '2024-03-01T08:00:00Z',
      specimen: [{ reference: '#s' }],
      result: [{ reference: '#o' }],
      contained: [{ ...contained, ...value }, specimen({ id: 's' })],
    })
    expect(readFhir(json(whole)).observations).toEqual([expected])
    const ordered = {
      ...whole,
      specimen: undefined,
      identifier: [{ type: { coding: [{ code: 'FILL' }] }, value: 'F1' }],
    }
    expect(readFhir(json(ordered)).observations[0]!.identity).toBe(
      '{"kind":"order","system":"","value":"F1"}',
    )
  })
})

describe('identity', () => {
  const of = (...resources: Resource[]) =>
    readFhir(bundle(...resources)).observations.map((one) => one.identity)

  it('does not change with id, order, report, re-issue, value or time', () => {
    const variants = [
      of(specimen(), hba1c()),
      of(hba1c({ id: 'other' }), specimen()),
      of(report(), hba1c(), specimen(), report({ id: 'r2', identifier: [{ value: 'F' }] })),
      of(hba1c({ status: 'corrected', valueQuantity: { value: 7, unit: '%' } }), specimen()),
      of(
        hba1c({ effectiveDateTime: '2024-04-01T08:00:00Z', encounter: { reference: 'Encounter/e' } }),
        specimen(),
      ),
      of(hba1c({ specimen: { reference: '#x' }, contained: [specimen({ id: 'x', note: 'other' })] })),
    ]
    for (const variant of variants) expect(variant).toEqual([identity])
  })

  it('falls to the order, and to the id, only where nothing better is named', () => {
    const request = { resourceType: 'ServiceRequest', id: 'q', identifier: [{ value: 'PLACED' }] }
    const basedOn = [{ reference: 'CarePlan/c' }, { reference: 'ServiceRequest/q' }]
    expect(of(hba1c({ specimen: undefined, basedOn }), request)[0]).toContain('"order"')
    expect(of(hba1c(), specimen({ accessionIdentifier: undefined }))[0]).toContain('Observation/a1c-1')
    expect(of(hba1c({ specimen: { display: 'blood' } }))[0]).toContain('Observation/a1c-1')
    expect(of(hba1c({ specimen: { identifier: { value: 'L1' } } }))[0]).toContain('"specimen"')
  })

  it('is refused where copies of the specimen differ', () => {
    const other = specimen({ accessionIdentifier: { value: 'ACC-2' } })
    expect(refused(hba1c(), specimen(), other)).toEqual(['reference-ambiguous'])
    expect(of(hba1c(), specimen(), specimen({ receivedTime: '2024' }))).toEqual([identity])
  })
})

describe('several records of one result', () => {
  const other = { valueQuantity: { value: 7.1, unit: '%' } }

  it('count once, in a report, beside it, or twice under different ids', () => {
    const { observations, rejections } = readFhir(
      bundle(report(), hba1c(), hba1c(), hba1c({ id: 'copy' }), specimen()),
    )
    expect(observations).toEqual([expected])
    expect(rejections).toEqual([])
  })

  it('are all refused where they disagree', () =>
    expect(refused(hba1c(), hba1c({ id: 'again', ...other }), specimen())).toEqual(['conflicting-results']))

  it('are all refused where versions of one record disagree', () =>
    expect(refused(hba1c(), hba1c(other), specimen())).toEqual(['conflicting-results']))

  it('give way to the one that was corrected', () => {
    for (const id of ['a1c-1', 'again']) {
      const corrected = hba1c({ id, status: 'corrected', ...other })
      for (const order of [
        [hba1c(), corrected],
        [corrected, hba1c()],
      ]) {
        const { observations } = readFhir(bundle(...order, specimen()))
        expect(observations).toEqual([{ ...expected, value: 71000n, status: 'corrected' }])
      }
      expect(reasons(hba1c(), corrected, specimen())).toEqual(['superseded'])
    }
  })

  it('are different results where they were observed at different times', () => {
    const later = hba1c({ id: 'later', effectiveDateTime: '2024-03-02T08:00:00Z', ...other })
    const { observations } = readFhir(bundle(later, hba1c(), specimen()))
    expect(observations.map(({ value }) => value)).toEqual([66000n, 71000n])
  })

  it('go when one of them is withdrawn, even emptied of its code', () => {
    expect(refused(hba1c(), hba1c({ status: 'entered-in-error' }), specimen())).toEqual(['withdrawn'])
    expect(
      refused(hba1c(), { resourceType: 'Observation', id: 'a1c-1', status: 'cancelled' }, specimen()),
    ).toEqual(['withdrawn'])
    expect(
      refused(hba1c(), hba1c({ id: 'x', status: 'cancelled', valueQuantity: undefined }), specimen()),
    ).toEqual(['withdrawn'])
  })

  it('go when every report that lists them is withdrawn, or the record is deleted', () => {
    expect(refused(hba1c(), specimen(), report({ status: 'entered-in-error' }))).toEqual(['withdrawn'])
    const wrong = report({ id: 'r2', status: 'entered-in-error' })
    expect(readFhir(bundle(hba1c(), specimen(), report(), wrong)).observations).toEqual([expected])
    const entry = [
      { resource: hba1c() },
      { resource: specimen() },
      { request: { method: 'DELETE', url: 'Observation/a1c-1' } },
    ]
    const history = readFhir(json({ resourceType: 'Bundle', type: 'history', entry }))
    expect(history.observations).toEqual([])
    expect(history.rejections.map(({ reason }) => reason)).toEqual(['withdrawn'])
  })

  it('stay where they were issued after the withdrawal', () => {
    const wrong = hba1c({ id: 'wrong', status: 'entered-in-error', issued: '2024-03-01T10:00:00Z', ...other })
    const right = hba1c({ issued: '2024-03-01T12:00:00Z' })
    expect(readFhir(bundle(wrong, right, specimen())).observations).toEqual([expected])
    expect(refused(wrong, hba1c(), specimen())).toEqual(['withdrawn'])
  })
})
