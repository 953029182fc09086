import { isReport, type Located } from './collect.js'
import { statedTime } from './effective.js'
import type { Identifier, Provenance } from './identity.js'
import { field, type JsonObject, object, objects, text } from './json.js'
import { nameOf, type References, typeAndId } from './references.js'
import { Refusal } from './rejection.js'

/*
 * An observation that stands by itself is identified and dated by what it says and refers to, never by a report
 * that lists it: whoever reads it without that report must come to the same result. One that is contained in a
 * report exists nowhere else, and takes from the report what it does not say itself.
 */

const unusable: ReadonlySet<unknown> = new Set(['unavailable', 'unsatisfactory', 'entered-in-error'])

/** Where a result came from, as far down the order of `canonicalIdentity` as is needed to identify it. */
export function provenanceOf(located: Located, references: References): Provenance {
  const { container, fullUrl, resource } = located
  const sources = sourcesOf(located)
  const found: Provenance = { specimen: [], order: [] }

  const specimen = specimenOf(sources)
  if (specimen) {
    const identifiers =
      references.derive(specimen, container, 'Specimen', usableSpecimen) ?? logical(specimen)
    if (identifiers.length > 0) return { ...found, specimen: identifiers }
  }
  for (const source of sources) {
    const identifiers = identifiersOf(source)
    const order = identifiers.length > 0 ? identifiers : orderOf(source, container, references)
    if (order.length > 0) return { ...found, order }
  }
  for (const source of sources) {
    const encounter = object(source, 'encounter')
    if (!encounter || !text(encounter, 'reference')) continue
    const name = references.canonical(encounter, container, 'Encounter')
    if (name) return { ...found, encounter: name }
    throw new Refusal('reference-unresolved', 'The referenced Encounter has no name of its own in the input.')
  }
  if (container !== resource) {
    const [outer, inner] = [nameOf(container), nameOf(resource)]
    return outer && inner ? { ...found, record: `${outer}#${inner}` } : found
  }
  const address = fullUrl ? typeAndId(fullUrl) : undefined
  const record = nameOf(resource) ?? (address && `${address.type}/${address.id}`)
  return record ? { ...found, record } : found
}

/**
 * When the result was observed. The observation's own time first: for a laboratory test FHIR defines it as the
 * time of sampling, and it is the one time that every source carries (HL7 v2 in OBX-14, health cards always).
 * Failing that the collection of the specimen, and then the reports, which must agree.
 */
export function observedAtOf(located: Located, references: References): bigint {
  const { resource, container, reports } = located
  const own = statedTime(resource, 'effective')
  if (own !== undefined) return own
  const specimen = specimenOf(sourcesOf(located))
  const collected = specimen && references.derive(specimen, container, 'Specimen', collectedAt)
  if (collected !== undefined) return collected
  const reported = new Set([...reports].map((report) => statedTime(report, 'effective')))
  reported.delete(undefined)
  if (reported.size > 1) throw new Refusal('time-ambiguous', 'Reports of one result state different times.')
  const [time] = reported
  if (time === undefined) throw new Refusal('time-missing', 'No effective[x], and no time of sampling.')
  return time
}

/** The observation, then the report that contains it. */
export function sourcesOf({ resource, container }: Located): JsonObject[] {
  return container !== resource && isReport(container) ? [resource, container] : [resource]
}

/** A report's specimen counts only if it has one, since it does not say which result is of which. */
function specimenOf(sources: readonly JsonObject[]): JsonObject | undefined {
  const [observation, report] = sources
  const own = observation && object(observation, 'specimen')
  if (own && (text(own, 'reference') || logical(own).length > 0)) return own
  const reported = report ? objects(report, 'specimen') : []
  return reported.length === 1 ? reported[0] : undefined
}

function usableSpecimen(specimen: JsonObject): Identifier[] {
  if (unusable.has(field(specimen, 'status')))
    throw new Refusal(
      'specimen-unsatisfactory',
      'The specimen is marked as unavailable, unsatisfactory or wrong.',
    )
  const accession = object(specimen, 'accessionIdentifier')
  const numbered = accession && identifierOf(accession)
  return numbered ? [{ ...numbered, type: 'ACSN' }] : identifiersOf(specimen)
}

function collectedAt(specimen: JsonObject): bigint | undefined {
  const collection = object(specimen, 'collection')
  return collection && statedTime(collection, 'collected')
}

function orderOf(source: JsonObject, container: JsonObject, references: References): Identifier[] {
  return objects(source, 'basedOn').flatMap((reference) => {
    const type = typeAndId(text(reference, 'reference') ?? '')?.type
    if (type !== undefined && type !== 'ServiceRequest') return []
    return references.derive(reference, container, 'ServiceRequest', identifiersOf) ?? logical(reference)
  })
}

function identifiersOf(resource: JsonObject): Identifier[] {
  return objects(resource, 'identifier').flatMap((one) => identifierOf(one) ?? [])
}

/** The identifier of a reference that names its target without an address. */
function logical(reference: JsonObject): Identifier[] {
  const identifier = object(reference, 'identifier')
  return (identifier && [identifierOf(identifier)].filter((one) => one !== undefined)) ?? []
}

function identifierOf(element: JsonObject): Identifier | undefined {
  const value = text(element, 'value')
  if (value === undefined || field(element, 'use') === 'old') return undefined
  const type = object(element, 'type')
  const [typed] = type ? objects(type, 'coding').map((coding) => text(coding, 'code')) : []
  return { system: text(element, 'system'), value, type: typed }
}
