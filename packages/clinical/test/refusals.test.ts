import { describe, expect, it } from 'vitest'
import { readFhir } from '../src/index.js'
import { bundle, hba1c, json, loinc, naat, type Resource, report, snomed, specimen } from './fixtures.js'

const reasonsOf = (input: unknown) => {
  const { observations, rejections } = readFhir(input)
  expect(observations).toEqual([])
  return [...new Set(rejections.map(({ reason }) => reason))]
}
const refused = (...resources: Resource[]) => reasonsOf(bundle(...resources, specimen()))
const counted = (...resources: Resource[]) => readFhir(bundle(...resources, specimen())).observations.length
const uuid = 'urn:uuid:0f0e0d0c-0b0a-4000-8000-000000000001'

describe('what the patient states', () => {
  const performedBy = (performer: unknown, more: Resource = {}) => hba1c({ performer, ...more })

  it.each<[string, unknown]>([
    ['relative', [{ reference: 'Patient/p1' }]],
    ['absolute', [{ reference: 'https://h.example/fhir/Patient/p1' }]],
    ['with a version', [{ reference: 'Patient/p1/_history/3' }]],
    ['as a search', [{ reference: 'Patient?identifier=x|1' }]],
    ['a relative of the patient', [{ reference: 'RelatedPerson/r1' }]],
    ['beside a laboratory', [{ reference: 'Organization/o' }, { reference: 'Patient/p1' }]],
    ['by type alone', [{ type: 'Patient', display: 'me' }]],
    [
      'by canonical type',
      [{ type: 'http://hl7.org/fhir/StructureDefinition/RelatedPerson', identifier: {} }],
    ],
    ['in no array', { reference: 'Patient/p1' }],
    ['in two arrays', [[{ reference: 'Patient/p1' }]]],
    ['as text', ['Patient/p1']],
    ['one level down', [{ actor: { reference: 'Patient/p1' } }]],
  ])('does not count, said %s', (_, performer) =>
    expect(refused(performedBy(performer))).toEqual(['stated-by-patient']),
  )

  it('does not count, said by a contained person, a URN, or an identifier', () => {
    const contained = [{ resourceType: 'RelatedPerson', id: 'me' }]
    expect(refused(performedBy([{ reference: '#me' }], { contained }))).toEqual(['stated-by-patient'])
    const entry = [
      { fullUrl: uuid, resource: { resourceType: 'Patient', id: 'p1' } },
      { resource: performedBy([{ reference: uuid }]) },
      { resource: specimen() },
    ]
    expect(reasonsOf(json({ resourceType: 'Bundle', entry }))).toEqual(['stated-by-patient'])
    const identifier = { system: 'urn:oid:1', value: '7' }
    const subject = { reference: 'Patient/p1', identifier }
    expect(refused(performedBy([{ identifier }], { subject }))).toEqual(['stated-by-patient'])
  })

  it('does not count in a report of the patient either', () => {
    const own = report({ contained: [hba1c({ id: 'o', subject: undefined, specimen: undefined })] })
    expect(counted(own)).toBe(1)
    expect(refused({ ...own, performer: [{ reference: 'Patient/p1' }] })).toEqual(['stated-by-patient'])
  })

  it('may not hide behind a reference that leads nowhere', () => {
    for (const reference of [uuid, '#nobody'])
      expect(refused(performedBy([{ reference }]))).toEqual(['reference-unresolved'])
  })

  it.each<[string, Resource]>([
    ['a survey', { category: [{ coding: [{ code: 'survey' }] }] }],
    ['a survey in no array', { category: { coding: { system: 'https://x', code: 'survey' } } }],
    ['a survey in words', { category: [{ text: 'Survey' }] }],
    ['a survey and a laboratory', { category: [{ coding: [{ code: 'laboratory' }, { code: 'survey' }] }] }],
    ['social history', { category: [{ coding: [{ code: 'social-history' }] }] }],
    ['a questionnaire', { derivedFrom: [{ reference: 'QuestionnaireResponse/q' }] }],
    ['a questionnaire of elsewhere', { derivedFrom: [{ reference: 'https://x/QuestionnaireResponse/q' }] }],
    ['a questionnaire among members', { hasMember: { type: 'QuestionnaireResponse' } }],
    ['a label', { meta: { security: [{ code: 'PATAST' }] } }],
  ])('does not count as %s', (_, changes) => expect(refused(hba1c(changes))).toEqual(['stated-by-patient']))

  it.each<unknown>([
    [{ reference: 'Organization/o' }],
    [{ reference: 'https://h.example/fhir/PractitionerRole/r' }],
    [{ reference: 'CareTeam/t' }],
    [{ display: 'General Hospital' }],
    [{ reference: 'Practitioner/p1' }],
    'nobody',
    [],
  ])('is not what others state: %j', (performer) => expect(counted(performedBy(performer))).toBe(1))
})

describe('what is marked', () => {
  const label = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST' }
  it.each<[string, Resource]>([
    ['by label', { meta: { security: [label] } }],
    ['by tag', { meta: { tag: [label] } }],
    ['in no array', { meta: { tag: label } }],
    ['without a system', { meta: { security: [{ code: 'htest' }] } }],
    [
      'as a message of training',
      { meta: { tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0103', code: 'T' }] } },
    ],
    [
      'as a message of debugging',
      { meta: { tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0103', code: 'D' }] } },
    ],
  ])('as test data does not count, %s', (_, mark) => {
    expect(refused(hba1c(mark))).toEqual(['test-data'])
    expect(refused(hba1c(), { resourceType: 'Patient', id: 'p1', ...mark })).toEqual(['test-data'])
    expect(reasonsOf(bundle(hba1c(), specimen(mark)))).toEqual(['test-data'])
    expect(reasonsOf({ ...bundle(hba1c(), specimen()), ...mark })).toEqual(['test-data'])
    expect(reasonsOf(bundle({ ...bundle(hba1c(), specimen()), ...mark }))).toEqual(['test-data'])
    expect(reasonsOf({ ...bundle(bundle(hba1c(), specimen())), ...mark })).toEqual(['test-data'])
    expect(refused({ resourceType: 'MessageHeader', ...mark }, hba1c())).toEqual(['test-data'])
    expect(counted(hba1c(), { resourceType: 'Patient', id: 'p2', ...mark })).toBe(1)
  })

  it('as production counts', () => {
    const tag = { system: 'http://terminology.hl7.org/CodeSystem/v2-0103', code: 'P' }
    expect(counted(hba1c({ meta: { tag: [tag], security: [{ code: 'IAL1.2' }] } }))).toBe(1)
  })

  it.each<[string, Resource]>([
    ['in an array', { modifierExtension: [{ url: 'https://x' }] }],
    ['as an object', { modifierExtension: { url: 'https://x' } }],
    ['empty', { modifierExtension: {} }],
    ['as text', { modifierExtension: 'https://x' }],
    ['as a flag', { modifierExtension: false }],
    ['by rules', { implicitRules: 'https://x' }],
    ['by rules of any shape', { implicitRules: { value: 'https://x' } }],
    ['further down', { note: [{ authorReference: { modifierExtension: [{ url: 'https://x' }] } }] }],
  ])('by a modifier does not count, %s', (_, modifier) => {
    expect(refused(hba1c(modifier))).toEqual(['modifier-not-understood'])
    expect(reasonsOf(bundle(hba1c(), specimen(modifier)))).toEqual(['modifier-not-understood'])
    const quantity = { ...(hba1c().valueQuantity as Resource), ...modifier }
    expect(refused(hba1c({ valueQuantity: quantity }))).toEqual(['modifier-not-understood'])
  })

  it('by rules of the Bundle does not count; by nothing it does', () => {
    expect(reasonsOf({ ...bundle(hba1c(), specimen()), implicitRules: 'https://x' })).toEqual([
      'modifier-not-understood',
    ])
    expect(counted(hba1c({ modifierExtension: [], implicitRules: null }))).toBe(1)
    const contained = [{ resourceType: 'Device', id: 'd', modifierExtension: [{ url: 'https://x' }] }]
    expect(counted(hba1c({ contained }))).toBe(1)
  })
})

describe('what contradicts itself', () => {
  const negative = {
    system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
    code: 'NEG',
  }
  it.each<[string, unknown]>([
    ['as it should be', [{ coding: [negative] }]],
    ['in no array', { coding: [negative] }],
    ['its coding in no array', [{ coding: negative }]],
    ['as a coding', [negative]],
    ['as a code', [{ coding: ['NEG'] }]],
    ['of an older system', [{ coding: [{ ...negative, system: 'http://hl7.org/fhir/v2/0078' }] }]],
    ['of another system', [{ coding: [{ ...negative, system: 'https://lab.example' }] }]],
    ['of no system', [{ coding: [{ code: 'NR' }] }]],
    ['after another', [{ coding: [{ ...negative, code: 'POS' }] }, { coding: [negative] }]],
  ])('an interpretation %s', (_, interpretation) =>
    expect(refused(naat({ interpretation }))).toEqual(['value-contradicts-interpretation']),
  )

  it.each<[string, unknown]>([
    ['in words', [{ text: 'Negative' }]],
    ['in a word', 'Not detected'],
    ['in what is displayed', [{ coding: [{ ...negative, code: 'X', display: 'Negative' }] }]],
    ['in what is displayed alone', [{ display: 'Negative' }]],
  ])('an interpretation %s', (_, interpretation) =>
    expect(refused(naat({ interpretation }))).toEqual(['value-contradicts-text']),
  )

  it('a value in another shape', () => {
    const detected = snomed('260373001').coding[0]
    const reasons = (valueCodeableConcept: unknown) => refused(naat({ valueCodeableConcept }))
    expect(reasons({ coding: detected, text: 'Not detected' })).toEqual(['value-contradicts-text'])
    expect(reasons({ coding: [{ ...detected, display: 'Not detected' }] })).toEqual([
      'value-contradicts-text',
    ])
    expect(reasons([{ coding: [detected] }, snomed('260415000')])).toEqual(['value-ambiguous'])
  })

  it('a quantity that its interpretation calls a bound or a failure', () => {
    const judged = (code: string) => hba1c({ interpretation: [{ coding: [{ code }] }] })
    expect(refused(judged('>'))).toEqual(['comparator'])
    expect(refused(judged('QCF'))).toEqual(['value-inconclusive'])
    expect(counted(judged('H'))).toBe(1)
  })

  it.each(['2024-03-01T07:59:59Z', '2024-02-28', '2024-01', '2024-02-28T12:00'])('issued on %s', (issued) =>
    expect(refused(hba1c({ issued }))).toEqual(['time-contradiction']),
  )

  it('is not what was issued later, at once, or at an unknown time', () => {
    for (const issued of ['2024-03-01T09:00:00+01:00', '2024-03-01', '2024', 'yesterday', 7])
      expect(counted(hba1c({ issued }))).toBe(1)
  })

  it('a component of the same measure', () =>
    expect(refused(naat({ component: [{ code: loinc('94309-2') }] }))).toEqual(['value-ambiguous']))
})

describe('a value said to be absent', () => {
  const system = 'http://terminology.hl7.org/CodeSystem/data-absent-reason'
  const positive = [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'POS' }],
    },
  ]
  const notified = (changes: Resource = {}) =>
    naat({
      code: loinc('51587-4'),
      valueCodeableConcept: undefined,
      dataAbsentReason: { coding: [{ system, code: 'not-applicable' }] },
      interpretation: positive,
      ...changes,
    })

  it.each<[string, Resource]>([
    ['for another reason', { dataAbsentReason: { coding: [{ system, code: 'unknown' }] } }],
    [
      'for two reasons',
      {
        dataAbsentReason: {
          coding: [
            { system, code: 'not-applicable' },
            { system, code: 'error' },
          ],
        },
      },
    ],
    ['for a reason of another system', { dataAbsentReason: { coding: [{ code: 'not-applicable' }] } }],
    ['in words', { dataAbsentReason: { text: 'not applicable' } }],
    ['without a reason', { dataAbsentReason: {} }],
    ['beside a value', { valueCodeableConcept: snomed('260373001') }],
    ['without an interpretation', { interpretation: undefined }],
    ['with an interpretation of another system', { interpretation: [{ coding: [{ code: 'POS' }] }] }],
    ['with a judgement only', { interpretation: [{ coding: [{ ...positive[0]!.coding[0], code: 'A' }] }] }],
    ['of a disease that is reported by value', { code: loinc('94500-6') }],
    ['of a quantity', { code: loinc('4548-4') }],
  ])('does not count %s', (_, changes) => expect(refused(notified(changes))).toEqual(['value-missing']))

  it('counts where a notification states the result by interpretation', () => {
    expect(counted(notified())).toBe(1)
    const older = { coding: { system: 'http://hl7.org/fhir/data-absent-reason', code: 'not-applicable' } }
    expect(counted(notified({ dataAbsentReason: older }))).toBe(1)
  })
})

describe('what stands where no result is read', () => {
  const component = { code: loinc('4548-4'), valueQuantity: { value: 6.6, unit: '%' } }

  it.each<[string, Resource]>([
    ['a component', hba1c({ code: loinc('55399-0'), component: [component] })],
    ['a component in no array', hba1c({ code: { text: 'panel' }, component })],
    ['a resource within a contained one', report({ contained: [{ ...specimen(), contained: [hba1c()] }] })],
    ['parameters', { resourceType: 'Parameters', parameter: [{ resource: hba1c() }] }],
    ['an entry in no array', { resourceType: 'Bundle', entry: { resource: hba1c() } }],
    ['a Bundle in a contained resource', report({ contained: [bundle(hba1c())] })],
  ])('is said: %s', (_, resource) => expect(reasonsOf(json(resource))).toEqual(['place-not-read']))

  it('is said beside a result that counts', () => {
    const { observations, rejections } = readFhir(bundle(naat({ component: [component] }), specimen()))
    expect(observations).toHaveLength(1)
    expect(rejections.map(({ reason }) => reason)).toEqual(['place-not-read'])
  })

  it('is not said of what belongs to no measure', () => {
    const other = { resourceType: 'Parameters', parameter: [{ resource: hba1c({ code: loinc('2339-0') }) }] }
    expect(readFhir(json(other))).toMatchObject({ observations: [], rejections: [], ignored: 1 })
  })

  it.each<[string, unknown]>([
    ['no system', { coding: [{ code: '4548-4' }] }],
    ['another system', { coding: [{ system: 'https://loinc.org/', code: '4548-4' }] }],
    ['a name of the system', { coding: [{ system: 'LN', code: '4548-4' }] }],
    ['no array', { coding: { system: 'http://loinc.org', code: '4548-4' } }],
    ['no coding', [{ system: 'http://loinc.org', code: '4548-4' }]],
    ['text', 'http://loinc.org|4548-4'],
    ['words', { text: 'HbA1c (LOINC 4548-4)' }],
  ])('is said of a code with %s', (_, code) => expect(refused(hba1c({ code }))).toEqual(['code-not-read']))

  it('is said of a report without its result', () => {
    const about = (changes: Resource) => report({ code: loinc('94500-6'), ...changes })
    for (const result of [undefined, [], [{ reference: 'Observation/elsewhere' }]])
      expect(refused(about({ result, conclusion: 'positive' }))).toEqual(['place-not-read'])
    expect(counted(about({ result: [{ reference: 'Observation/naat-1' }] }), naat())).toBe(1)
    const { rejections } = readFhir(
      bundle(about({}), about({ status: 'registered', result: [] }), hba1c(), specimen()),
    )
    expect(rejections).toEqual([])
  })

  it.each([
    ['display', { coding: [{ ...loinc('4548-4').coding[0], display: 'Glucose [Mass/volume] in Blood' }] }],
    ['text', { ...loinc('4548-4'), text: 'SARS-CoV-2 RNA' }],
  ])('is a contradiction in the %s of a code', (_, code) => {
    expect(refused(hba1c({ code }))).toEqual(['code-ambiguous'])
    expect(counted(hba1c({ code: { ...loinc('4548-4'), text: 'HbA1c (mean glucose)' } }))).toBe(1)
  })

  it('is a contradiction beside a code of another measure', () => {
    const code = { coding: [...loinc('4548-4').coding, { system: 'LN', code: '94500-6' }] }
    expect(refused(hba1c({ code }))).toEqual(['code-ambiguous'])
  })
})

describe('a text that states a field twice', () => {
  const text = (...resources: Resource[]) => JSON.stringify(bundle(...resources))
  const twice = (source: string, once: string, again: string) => {
    expect(source).toContain(once)
    return source.replace(once, `${again},${once}`)
  }

  it.each<[string, string, string]>([
    ['the value', '"value":6.6', '"value":8.8'],
    ['the status', '"status":"final"', '"status":"entered-in-error"'],
    ['the code', '"code":{"coding"', '"\\u0063ode":{}'],
    ['the specimen', '"value":"ACC-1"', '"value":"ACC-2"'],
    ['the entry', '"type":"collection"', '"type":"history"'],
    ['an entry', '"resource":{"resourceType":"Observation"', '"resource":{}'],
  ])('is refused: %s', (_, once, again) =>
    expect(reasonsOf(twice(text(hba1c(), specimen()), once, again))).toEqual(['json-ambiguous']),
  )

  it('is no report that stands, where it is its status', () => {
    const input = text(hba1c(), specimen(), report())
    expect(
      reasonsOf(
        input.replace(
          /"status":"final",("subject":{[^}]*},"result")/,
          `"status":"cancelled","status":"final",$1`,
        ),
      ),
    ).toContain('withdrawn')
  })

  it('is refused where the patient is marked twice or the code comes to nothing', () => {
    const patient = { resourceType: 'Patient', id: 'p1', meta: { tag: [] }, address: [{ city: 'X' }] }
    const input = text(hba1c(), specimen(), patient)
    expect(reasonsOf(twice(input, '"tag":[]', '"tag":[1]'))).toEqual(['json-ambiguous'])
    const elsewhere = readFhir(twice(input, '"city":"X"', '"city":"Y"'))
    expect(elsewhere.observations).toHaveLength(1)
    const lost = text(hba1c({ code: loinc('2339-0') }))
    expect(reasonsOf(twice(lost, '"code":"2339-0"', '"code":"4548-4"'))).toEqual(['json-ambiguous'])
    const other = text({ resourceType: 'Patient', id: 'p1' })
    expect(reasonsOf(twice(other, '"resourceType":"Patient"', '"resourceType":"Observation"'))).toEqual([
      'json-ambiguous',
    ])
  })
})

describe('a text with a byte-order mark', () => {
  it('is read', () => {
    const input = `\uFEFF${JSON.stringify(bundle(hba1c(), specimen()))}`
    expect(readFhir(input).observations).toHaveLength(1)
  })
})

describe('a day, and a specimen taken at a minute of it', () => {
  const collected = (time: unknown) => specimen({ collection: { collectedDateTime: time } })
  const on = (time: string) => hba1c({ effectiveDateTime: time })

  it.each(['2024-03-02T00:10:00Z', '2024-02-29T23:50:00-05:00', '2024-03-01', 'morning', 7])(
    'is refused where it was taken at %s',
    (time) => expect(reasonsOf(bundle(on('2024-03-01'), collected(time)))).not.toEqual([]),
  )

  it('takes the time of the specimen', () => {
    const [one] = readFhir(bundle(on('2024-03-01'), collected('2024-03-01T09:00:00+01:00'))).observations
    expect(one!.observedAt).toBe(1709280000n)
    const period = { effectiveDateTime: undefined, effectivePeriod: { start: '2024-03-01' } }
    expect(readFhir(bundle(hba1c(period), collected('2024-03-01T08:00Z'))).observations).toHaveLength(1)
  })
})
