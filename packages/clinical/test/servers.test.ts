import { describe, expect, it } from 'vitest'
import { readFhir } from '../src/index.js'
import { hba1c, identity, json, type Resource, report, specimen } from './fixtures.js'

const here = 'https://here.example/fhir'
const there = 'https://there.example/fhir'

/** Entries stand at the server named before them. */
const at = (base: string, ...resources: Resource[]) =>
  resources.map((resource) => ({ fullUrl: `${base}/${resource.resourceType}/${resource.id}`, resource }))
const read = (entry: Resource[], base?: string) =>
  readFhir(json({ resourceType: 'Bundle', type: 'searchset', entry }), base === undefined ? {} : { base })
const reasons = (entry: Resource[], base?: string) => {
  const { observations, rejections } = read(entry, base)
  expect(observations).toEqual([])
  return rejections.map(({ reason }) => reason)
}
const encountered = (changes: Resource = {}) =>
  hba1c({ specimen: undefined, encounter: { reference: 'Encounter/e1' }, ...changes })

describe('a resource of another server', () => {
  it('is not the one of the same name here', () => {
    const referring = hba1c({ specimen: { reference: `${there}/Specimen/s1` } })
    expect(reasons(at(here, referring, specimen()))).toEqual(['reference-unresolved'])
    expect(reasons(at(here, referring, specimen()), here)).toEqual(['reference-unresolved'])
    expect(reasons([{ resource: referring }, { resource: specimen() }], here)).toEqual([
      'reference-unresolved',
    ])
    expect(reasons([...at(there, hba1c()), ...at(here, specimen())])).toEqual(['reference-unresolved'])
  })

  it('is found where it is part of the input', () => {
    const referring = hba1c({ specimen: { reference: `${there}/Specimen/s1` } })
    const other = specimen({ accessionIdentifier: { value: 'OTHER' } })
    const entry = [...at(here, referring, specimen()), ...at(there, other)]
    expect(read(entry).observations[0]!.identity).toContain('OTHER')
    expect(read(at(there, hba1c(), specimen()), here).observations[0]!.identity).toBe(identity)
  })

  it('is withdrawn, replaced or listed there, not here', () => {
    const gone = { request: { method: 'DELETE', url: `${there}/Observation/a1c-1` } }
    expect(read([...at(here, hba1c(), specimen()), gone]).observations).toHaveLength(1)
    const wrong = report({ status: 'entered-in-error' })
    const entry = [...at(here, hba1c(), specimen()), ...at(there, wrong)]
    expect(read(entry, here).observations).toHaveLength(1)
    expect(reasons(at(here, hba1c(), specimen(), wrong), here)).toEqual(['withdrawn'])
  })
})

describe('a patient', () => {
  const patients = (entry: Resource[], base?: string) =>
    read(entry, base).observations.map(({ patient }) => patient)
  const seen = (subject: string) =>
    encountered({ id: subject.length.toString(), subject: { reference: subject } })

  it('of another server is told from one of this', () => {
    expect(patients(at(here, seen(`${there}/Patient/p1`)), here)).toEqual([`${there}/Patient/p1`])
    expect(patients(at(here, seen(`${there}/Patient/p1`)))).toEqual([`${there}/Patient/p1`])
    expect(patients(at(there, seen('Patient/p1')), here)).toEqual([`${there}/Patient/p1`])
    const both = [...at(here, encountered()), ...at(there, encountered())]
    expect(patients(both)).toEqual([`${here}/Patient/p1`, `${there}/Patient/p1`])
    expect(patients(both, here)).toEqual(['Patient/p1', `${there}/Patient/p1`])
  })

  it.each([
    'Patient/p1',
    `${here}/Patient/p1`,
    `${here}/Patient/p1/_history/7`,
    'https://HERE.example:443/fhir/Patient/p1',
  ])('of this server has one name: %s', (reference) => {
    expect(patients(at(here, seen(reference)))).toEqual(['Patient/p1'])
    expect(patients([{ resource: seen(reference) }], `${here}/`)).toEqual(['Patient/p1'])
  })

  it.each(['../Patient/p1', 'fhir/Patient/p1', 'ftp://here.example/Patient/p1', 'Patient?identifier=1'])(
    'has no name by %s',
    (reference) => expect(reasons([{ resource: seen(reference) }], here)).toEqual(['subject-not-patient']),
  )

  it('is no group, whatever the address says', () =>
    expect(
      reasons([{ resource: encountered({ subject: { reference: 'Patient/p1', type: 'Group' } }) }]),
    ).toEqual(['subject-not-patient']))
})

describe('names', () => {
  it('do not change with how the record came', () => {
    const alone = read([{ resource: encountered() }]).observations
    for (const entry of [
      at(here, encountered()),
      at(here, encountered({ encounter: { reference: `${here}/Encounter/e1/_history/2` } })),
      [{ fullUrl: 'Observation/a1c-1', resource: encountered() }],
    ])
      expect(read(entry).observations).toEqual(alone)
    const elsewhere = at(there, { resourceType: 'Organization', id: 'o' })
    expect(read([...at(here, encountered()), ...elsewhere]).observations).toEqual(alone)
    const sampled = read([{ resource: hba1c() }, ...at(here, specimen())]).observations
    expect(sampled[0]).toMatchObject({ patient: 'Patient/p1', identity })
    const [away] = read(at(there, encountered()), here).observations
    expect(away!.identity).toContain(`${there}/Encounter/e1`)
  })
})

describe('a reference to a version', () => {
  const named = (versionId: string, value: string) =>
    specimen({ meta: { versionId }, accessionIdentifier: { value } })
  const to = (version: number) => hba1c({ specimen: { reference: `Specimen/s1/_history/${version}` } })

  it('leads to that version where it is told apart, and else to what there is', () => {
    const both = [named('1', 'ONE'), named('2', 'TWO')]
    expect(reasons(at(here, hba1c(), ...both))).toEqual(['reference-ambiguous'])
    expect(read(at(here, to(2), ...both)).observations[0]!.identity).toContain('TWO')
    expect(read(at(here, to(1), ...both)).observations[0]!.identity).toContain('ONE')
    expect(read(at(here, to(1), named('2', 'TWO'))).observations[0]!.identity).toContain('TWO')
    expect(read(at(here, to(1), specimen())).observations[0]!.identity).toBe(identity)
  })
})
