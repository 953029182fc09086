import { expect, it } from 'vitest'
import { readFhir } from '../src/index.js'
import { bundle, hba1c, loinc, type Resource, specimen } from './fixtures.js'

const base = 'https://here.example/fhir'
const missing = (...resources: Resource[]) => readFhir(bundle(...resources), { base }).missing
const ordered = (changes: Resource = {}) =>
  hba1c({ basedOn: [{ reference: 'ServiceRequest/o1' }, { reference: 'ServiceRequest/o2' }], ...changes })
const unnumbered = specimen({ accessionIdentifier: undefined })

it('a specimen is missing first, and its order only where it has no number', () => {
  expect(missing(ordered())).toEqual(['Specimen/s1'])
  expect(missing(ordered(), specimen())).toEqual([])
  expect(missing(ordered(), unnumbered)).toEqual(['ServiceRequest/o1'])
  const first = { resourceType: 'ServiceRequest', id: 'o1' }
  expect(missing(ordered(), unnumbered, first)).toEqual(['ServiceRequest/o2'])
  expect(missing(ordered({ identifier: [{ value: 'RES-1' }] }), unnumbered)).toEqual([])
})

it.each(['entered-in-error', 'cancelled', 'preliminary', 'amended'])(
  'what identifies a result of status %s is missing as well, for it may take another along',
  (status) => expect(missing(hba1c({ status }))).toEqual(['Specimen/s1']),
)

it('of another server it has its address, and of a version the name', () => {
  expect(missing(hba1c({ specimen: { reference: 'https://there.example/fhir/Specimen/s1' } }))).toEqual([
    'https://there.example/fhir/Specimen/s1',
  ])
  expect(missing(hba1c({ specimen: { reference: `${base}/Specimen/s1/_history/3` } }))).toEqual([
    'Specimen/s1',
  ])
})

it('nothing is missing that has no address or that no result of a measure needs', () => {
  expect(missing(hba1c({ specimen: { reference: '#s1' } }))).toEqual([])
  expect(
    missing(hba1c({ specimen: { reference: 'urn:uuid:00000000-0000-4000-8000-000000000000' } })),
  ).toEqual([])
  expect(missing(hba1c({ code: loinc('718-7') }))).toEqual([])
  expect(missing(hba1c(), specimen())).toEqual([])
})
