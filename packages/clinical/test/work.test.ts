import { describe, expect, it } from 'vitest'
import { bundle, hba1c, json, type Resource, report, specimen } from './fixtures.js'
import { workOf } from './work.js'

const times = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, one) => of(one))
const long = (count: number) => 'x'.repeat(count * 50)
const blank = (count: number) => ' '.repeat(count * 50)
const bare = (changes: Resource = {}) => hba1c({ specimen: undefined, ...changes })
const contained = (count: number, changes: Resource) =>
  report({ contained: times(count, (one) => bare({ id: `o${one}`, subject: undefined })), ...changes })
const sharing = (count: number, changes: Resource) =>
  bundle(specimen(changes), ...times(count, (one) => hba1c({ id: `o${one}` })))
const numbers = (count: number) => times(count, (one) => ({ value: `N${one}` }))
const minutes = (one: number) => new Date(1_700_000_000_000 + one * 60_000).toISOString()

/** Each grows with its number; a hospital, or whoever writes into its records, may choose it. */
const inputs: Record<string, (count: number) => Resource> = {
  'results, specimens and reports': (count) =>
    bundle(
      report({ result: times(count, (one) => ({ reference: `Observation/o${one}` })) }),
      ...times(count, (one) => hba1c({ id: `o${one}`, specimen: { reference: `Specimen/s${one}` } })),
      ...times(count, (one) => specimen({ id: `s${one}`, accessionIdentifier: { value: `A${one}` } })),
    ),
  'copies of nothing but a name and references to it': (count) =>
    bundle(
      report({ result: times(count, () => ({ reference: 'Observation/o' })) }),
      ...times(count, () => ({ resourceType: 'Observation', id: 'o' })),
    ),
  'copies of nothing but a name and reports of it': (count) =>
    bundle(
      ...times(count, (one) => ({
        resourceType: 'DiagnosticReport',
        id: `r${one}`,
        result: [{ reference: 'Observation/o' }],
      })),
      ...times(count, () => ({ resourceType: 'Observation', id: 'o' })),
    ),
  'copies of results and references to them': (count) =>
    bundle(
      specimen(),
      report({ result: times(count, () => ({ reference: 'Observation/a1c-1' })) }),
      ...times(count, () => hba1c()),
    ),
  'copies of results and reports of them': (count) =>
    bundle(
      specimen(),
      ...times(count, (one) => report({ id: `r${one}`, effectiveDateTime: '2024-03-01T08:00:00Z' })),
      ...times(count, () => hba1c({ effectiveDateTime: undefined })),
    ),
  'copies of specimens and references to them': (count) =>
    bundle(...times(count, () => specimen()), ...times(count, (one) => hba1c({ id: `o${one}` }))),
  'versions of specimens and references to them': (count) =>
    bundle(
      ...times(count, (one) => specimen({ meta: { versionId: `${one}` } })),
      ...times(count, (one) =>
        hba1c({ id: `o${one}`, specimen: { reference: `Specimen/s1/_history/${one}` } }),
      ),
    ),
  'contained specimens of one id': (count) =>
    report({
      contained: [
        ...times(count, () => specimen({ id: 's' })),
        ...times(count, (one) => hba1c({ id: `o${one}`, specimen: { reference: '#s' } })),
      ],
    }),
  'results in a report of many orders': (count) =>
    contained(count, { basedOn: times(count, (one) => ({ identifier: { value: `P${one}` } })) }),
  'results in a report of many identifiers': (count) => contained(count, { identifier: numbers(count) }),
  'results in a report of many specimens': (count) =>
    contained(count, { specimen: times(count, () => ({ display: 'blood' })) }),
  'results in a report of many performers': (count) =>
    contained(count, { performer: times(count, () => ({ reference: 'Organization/o' })) }),
  'results in a report with a long subject': (count) =>
    contained(count, { subject: { reference: `${blank(count)}Patient/p1` } }),
  'results in a report with a long specimen': (count) =>
    contained(count, { specimen: [{ reference: `${blank(count)}Specimen/s1` }] }),
  'results in a report with a long identifier': (count) =>
    contained(count, { identifier: [{ value: long(count) }] }),
  'results in a report with a long id': (count) => contained(count, { id: blank(count) }),
  'results in a report with a long issue': (count) => contained(count, { issued: blank(count) }),
  'results in a report with a long version': (count) =>
    contained(count, { meta: { versionId: blank(count) } }),
  'results of a specimen with a long identifier': (count) =>
    sharing(count, { accessionIdentifier: { value: long(count) } }),
  'results of a specimen with a long system': (count) =>
    sharing(count, { accessionIdentifier: { value: 'A', system: `https://${long(count)}` } }),
  'results of a specimen of many identifiers': (count) =>
    sharing(count, { accessionIdentifier: undefined, identifier: numbers(count) }),
  'results of a specimen with long notes': (count) => sharing(count, { note: numbers(count) }),
  'results of a patient of many tags': (count) =>
    bundle(
      { resourceType: 'Patient', id: 'p1', meta: { tag: times(count, (one) => ({ code: `T${one}` })) } },
      specimen(),
      ...times(count, (one) => hba1c({ id: `o${one}` })),
    ),
  'identifiers beside one of a long system': (count) =>
    bare({ identifier: [{ value: 'A', system: `https://${long(count)}` }, ...numbers(count)] }),
  'orders of a request of many identifiers': (count) =>
    bundle(bare({ basedOn: times(count, () => ({ reference: 'ServiceRequest/q' })) }), {
      resourceType: 'ServiceRequest',
      id: 'q',
      identifier: numbers(count),
    }),
  'performers of many types under one address': (count) =>
    json({
      resourceType: 'Bundle',
      entry: [
        ...times(count, (one) => ({ fullUrl: 'urn:uuid:1', resource: { resourceType: `T${one}` } })),
        ...times(count, (one) => ({
          resource: bare({ id: `o${one}`, performer: [{ reference: 'urn:uuid:1' }] }),
        })),
      ],
    }),
  'versions of a record': (count) =>
    bundle(
      ...times(count, (one) =>
        bare({ meta: { versionId: `${one}` }, valueQuantity: { value: 5 + (one % 9) / 10, unit: '%' } }),
      ),
    ),
  'corrections at other times': (count) =>
    bundle(
      ...times(count, (one) =>
        bare({
          id: `o${one}`,
          status: one % 2 ? 'corrected' : 'final',
          encounter: { reference: 'Encounter/e' },
          effectiveDateTime: minutes(one),
          issued: minutes(one + 1),
        }),
      ),
    ),
  'results that replace each other': (count) =>
    bundle(
      ...times(count, (one) =>
        bare({
          id: `o${one}`,
          status: 'corrected',
          derivedFrom: [{ reference: `Observation/o${(one + 1) % count}` }],
        }),
      ),
    ),
  'withdrawn results of one specimen': (count) =>
    bundle(
      specimen(),
      ...times(count, (one) =>
        hba1c({ id: `w${one}`, status: 'entered-in-error', effectiveDateTime: undefined }),
      ),
      ...times(count, (one) => hba1c({ id: `o${one}` })),
    ),
  components: (count) =>
    bare({ component: times(count, () => ({ code: { coding: [{ code: '4548-4' }] } })) }),
  codings: (count) =>
    bare({
      code: {
        coding: times(count, (one) => ({ system: 'http://loinc.org', code: one % 2 ? '4548-4' : '17856-6' })),
      },
    }),
  'a long path': (count) => hba1c({ specimen: { reference: '/Aa'.repeat(count * 20) } }),
}

describe('the work of a reading grows with its input only', () => {
  it.each(Object.keys(inputs))('%s', (name) => {
    const perCharacter = (count: number) => {
      const input = json(inputs[name]!(count))
      return workOf(input) / JSON.stringify(input).length
    }
    expect(perCharacter(240) / perCharacter(60)).toBeLessThan(1.5)
  })
})
