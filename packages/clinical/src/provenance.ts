import { addressOf, literalOf } from './address.js'
import { type Located, recordOf, sourcesOf } from './collect.js'
import { statedText, statedTime, statedTimeWith } from './effective.js'
import { type Identifier, type Provenance, preferred } from './identity.js'
import { field, type JsonObject, object, objects, text } from './json.js'
import { assertPlain } from './marks.js'
import type { Place, References } from './references.js'
import { Refusal } from './rejection.js'
import type { Listing } from './reports.js'

/*
 * An observation that stands by itself is identified and dated by what it says and refers to, never by a report
 * that lists it: whoever reads it without that report must come to the same result. One that is contained in a
 * report exists nowhere else, and takes from the report what it does not say itself.
 */

const unusable: ReadonlySet<unknown> = new Set(['unavailable', 'unsatisfactory', 'entered-in-error'])

/** No identifier is longer. A bound, since one specimen's identifier may become part of many identities. */
const maxIdentifier = 512

/** Where a result came from, as far down the order of `canonicalIdentity` as is needed to identify it. */
export function provenanceOf(located: Located, references: References): Provenance {
  const sources = sourcesOf(located)
  const found: Provenance = { specimen: [], order: [] }

  const specimen = specimenOf(sources, references)
  if (specimen) {
    const identifiers =
      references.derive(specimen, located, 'Specimen', usableSpecimen) ??
      references.onceOf(logical, specimen, () => logical(specimen))
    if (identifiers.length > 0) return { ...found, specimen: identifiers }
  }
  for (const source of sources) {
    const order = references.onceOf(orderOf, source, () => orderOf(source, located, references))
    if (order.length > 0) return { ...found, order }
  }
  for (const source of sources) {
    const encounter = references.onceOf(encounterOf, source, () => encounterOf(source, located, references))
    if (encounter) return { ...found, encounter }
  }
  const record = recordOf(located, references)
  return record && (located.container !== located.resource || addressOf(record))
    ? { ...found, record }
    : found
}

/**
 * When the result was observed. The observation's own time first: for a laboratory test FHIR defines it as the
 * time of sampling, and it is the one time that every source carries (HL7 v2 in OBX-14, health cards always).
 * Where it is only a day, the specimen may say the minute. Failing that the collection of the specimen, and then the
 * reports, which must agree. Nothing is reported before it was observed.
 */
export function observedAtOf(located: Located, listing: Listing, references: References): bigint {
  const specimen = () => specimenOf(sourcesOf(located), references)
  const collected = <T>(of: (resource: JsonObject) => T) => {
    const reference = specimen()
    return reference && references.derive(reference, located, 'Specimen', of)
  }
  const time =
    statedTimeWith(located.resource, 'effective', () => collected(collectedText)) ??
    collected(collectedAt) ??
    listing.observedAt()
  if (time === undefined) throw new Refusal('time-missing', 'No effective[x], and no time of sampling.')
  return time
}

/** A report's specimen counts only if it has one, since it does not say which result is of which. */
function specimenOf(sources: readonly JsonObject[], references: References): JsonObject | undefined {
  const [observation, report] = sources
  const own = observation && object(observation, 'specimen')
  if (own && (literalOf(own) || logical(own).length > 0)) return own
  return report && references.onceOf(soleSpecimenOf, report, () => soleSpecimenOf(report))
}

function soleSpecimenOf(report: JsonObject): JsonObject | undefined {
  const reported = objects(report, 'specimen')
  return reported.length === 1 ? reported[0] : undefined
}

function usableSpecimen(specimen: JsonObject): Identifier[] {
  assertPlain(specimen)
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

function collectedText(specimen: JsonObject): string | undefined {
  const collection = object(specimen, 'collection')
  return collection && statedText(collection, 'collected')
}

function orderOf(source: JsonObject, place: Place, references: References): Identifier[] {
  const own = identifiersOf(source)
  if (own.length > 0) return own
  const orders = objects(source, 'basedOn').flatMap((reference) => {
    const type = addressOf(literalOf(reference) ?? '')?.type
    if (type !== undefined && type !== 'ServiceRequest') return []
    return references.derive(reference, place, 'ServiceRequest', orderedBy) ?? logical(reference)
  })
  return bestOf(orders)
}

function orderedBy(request: JsonObject): Identifier[] {
  assertPlain(request)
  return identifiersOf(request)
}

function encounterOf(source: JsonObject, place: Place, references: References): string | undefined {
  const encounter = object(source, 'encounter')
  if (!encounter || !literalOf(encounter)) return undefined
  const name = references.canonical(encounter, place, 'Encounter')
  if (name) return name
  throw new Refusal('reference-unresolved', 'The referenced Encounter has no name of its own in the input.')
}

function identifiersOf(resource: JsonObject): Identifier[] {
  return bestOf(objects(resource, 'identifier').flatMap((one) => identifierOf(one) ?? []))
}

/** The one that identifies, so that what many results share is not compared anew for each of them. */
function bestOf(identifiers: readonly Identifier[]): Identifier[] {
  const best = preferred(identifiers)
  return best ? [best] : []
}

/** The identifier of a reference that names its target without an address. */
function logical(reference: JsonObject): Identifier[] {
  const identifier = object(reference, 'identifier')
  return (identifier && [identifierOf(identifier)].filter((one) => one !== undefined)) ?? []
}

function identifierOf(element: JsonObject): Identifier | undefined {
  const [value, system] = [text(element, 'value'), text(element, 'system')]
  if (value === undefined || field(element, 'use') === 'old') return undefined
  if (value.length > maxIdentifier || (system ?? '').length > maxIdentifier)
    throw new Refusal('identity-too-long', `An identifier is longer than ${maxIdentifier} characters.`)
  const type = object(element, 'type')
  const [typed] = type ? objects(type, 'coding').map((coding) => text(coding, 'code')) : []
  return { system, value, type: typed }
}
