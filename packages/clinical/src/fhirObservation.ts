import { isUrn, literalOf } from './address.js'
import { type Located, recordOf, sourcesOf } from './collect.js'
import { latestOf } from './effective.js'
import { type Meaning, meaningOf, mentionedMeasures, valueUnder } from './fhirValue.js'
import { canonicalIdentity } from './identity.js'
import { field, isObject, type JsonObject, object, text, values } from './json.js'
import { assertPlain, assertRealPatient, assertUnambiguous } from './marks.js'
import type { ClinicalObservation, Entry, ObservationStatus } from './observation.js'
import { observedAtOf, provenanceOf } from './provenance.js'
import type { References } from './references.js'
import { attempt, Refusal, type Rejection, rejectionOf, shortNameOf, toRejection } from './rejection.js'
import { type Listing, replacedBy } from './reports.js'
import { assertNotStatedByPatient } from './statedByPatient.js'
import { versionOf } from './version.js'

/** `entry` is what other records are compared with; without rejection and observation it belongs to no measure. */
export type Reading = { entry: Entry; rejections: Rejection[] }

const counting: ReadonlySet<unknown> = new Set<ObservationStatus>(['final', 'amended', 'corrected'])
const withdrawn: ReadonlySet<unknown> = new Set(['entered-in-error', 'cancelled'])
const replacement = 'http://hl7.org/fhir/StructureDefinition/observation-replaces'

/** Refused so, a record says nothing about what others say of the result. */
const noVoice: ReadonlySet<string> = new Set(['stated-by-patient', 'test-data'])

/**
 * Reads one Observation. Only what the result rests on is looked at: real records are seldom valid in every detail,
 * and a fault elsewhere changes nothing about the result.
 */
export function readObservation(located: Located, listing: Listing, references: References): Reading {
  const reference = referenceOf(located)
  const rejections: Rejection[] = []
  const gone = withdrawn.has(field(located.resource, 'status')) || listing.withdrawn
  let meaning: Meaning | undefined
  let observation: ClinicalObservation | undefined
  let silent = false
  try {
    meaning = meaningOf(located.resource)
    if (gone && meaning) throw new Refusal('withdrawn', 'The result was entered in error or cancelled.')
    if (!gone) {
      observation = meaning && observationOf(located, meaning, listing, references)
      if (!meaning) assertUnambiguous(located.resource)
      if (!meaning && mentionedMeasures(located.resource).length > 0)
        throw new Refusal(
          'code-not-read',
          'The code of a measure stands under another system or in another shape.',
        )
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    silent = noVoice.has(error.reason)
    rejections.push(toRejection(error, reference))
  }
  if (!gone) {
    const component = refusalOfComponents(located.resource, meaning)
    if (component) rejections.push(toRejection(component, reference))
  }
  const entry = entryOf(located, listing, references, { meaning, observation, gone, reference })
  return { entry: silent ? { ...entry, result: undefined, replaces: [] } : entry, rejections }
}

/** Why a result where none is read does not count; nothing where it belongs to no measure. */
export function refusalOfStray(resource: JsonObject): Rejection | undefined {
  if (mentionedMeasures(resource).length === 0) return undefined
  return rejectionOf(new Refusal('place-not-read', 'A result stands where none are read.'), resource)
}

/** A report of a measure whose result is not part of the input, or was only written into its conclusion. */
export function refusalOfReport(report: Located, references: References): Rejection | undefined {
  const { resource } = report
  const isOpen = counting.has(field(resource, 'status')) || field(resource, 'status') === 'appended'
  if (!isOpen || mentionedMeasures(resource).length === 0) return undefined
  const isTold = [...values(resource, 'result'), ...values(resource, 'contained')].some(
    (one) =>
      isObject(one) && (references.isPresent(one, report) || field(one, 'resourceType') === 'Observation'),
  )
  if (isTold) return undefined
  const detail = 'A report of the measure has no Observation that is part of the input.'
  return rejectionOf(new Refusal('place-not-read', detail), resource)
}

function observationOf(
  located: Located,
  meaning: Meaning,
  listing: Listing,
  references: References,
): ClinicalObservation {
  const { resource } = located
  const status = field(resource, 'status')
  if (!counting.has(status))
    throw new Refusal('status-not-final', 'The status is none of final, amended and corrected.')
  if (located.mark) throw located.mark
  for (const source of sourcesOf(located)) references.onceOf(assertPlain, source, () => assertPlain(source))
  assertNotStatedByPatient(located, references)
  if (componentsOf(resource).some((one) => mentionedMeasures(one).includes(meaning.measure)))
    throw new Refusal('value-ambiguous', 'A component states a result of the same measure.')
  const value = valueUnder(meaning, resource)
  const observedAt = observedAtOf(located, listing, references)
  assertIssuedAfter(located, observedAt, references)
  return {
    measure: meaning.measure,
    value,
    observedAt,
    patient: patientOf(located, references),
    identity: canonicalIdentity(provenanceOf(located, references)),
    status: status as ObservationStatus,
  }
}

/** A result in a component is not read: its status, time and specimen are another's. Said, not passed over. */
function refusalOfComponents(resource: JsonObject, meaning: Meaning | undefined): Refusal | undefined {
  const measures = componentsOf(resource).flatMap(mentionedMeasures)
  if (measures.every((measure) => measure === meaning?.measure)) return undefined
  return new Refusal(
    'place-not-read',
    'A component states a result; results are read from Observations only.',
  )
}

function componentsOf(resource: JsonObject): JsonObject[] {
  return values(resource, 'component').filter(isObject)
}

/** Nothing is reported before it was observed. */
function assertIssuedAfter(located: Located, observedAt: bigint, references: References): void {
  for (const source of sourcesOf(located)) {
    const latest = references.onceOf(latestIssueOf, source, () => latestIssueOf(source))
    if (latest !== undefined && latest < observedAt)
      throw new Refusal('time-contradiction', 'The result was issued before it was observed.')
  }
}

function latestIssueOf(source: JsonObject): bigint | undefined {
  const issued = text(source, 'issued')
  return issued === undefined ? undefined : attempt(() => latestOf(issued))
}

function patientOf(located: Located, references: References): string {
  if (values(located.resource, 'focus').length > 0)
    throw new Refusal(
      'subject-not-patient',
      'The observation is about somebody or something beside its subject.',
    )
  const source = sourcesOf(located).find((one) => object(one, 'subject') !== undefined)
  if (!source) throw new Refusal('subject-missing', 'The subject is not referenced.')
  return references.onceOf(subjectOf, source, () => subjectOf(source, located, references))
}

function subjectOf(source: JsonObject, located: Located, references: References): string {
  const subject = object(source, 'subject')
  const literal = subject && literalOf(subject)
  if (!subject || !literal) throw new Refusal('subject-missing', 'The subject is not referenced.')
  const types = references.typesOf(subject, located)
  if ([...types].some((type) => type !== 'Patient')) throw notPatient()
  // The patient need not be part of the input.
  if (references.isPresent(subject, located))
    references.derive(subject, located, 'Patient', assertRealPatient)
  const name = references.canonical(subject, located, 'Patient')
  if (name) return name
  if (isUrn(literal)) return literal.toLowerCase()
  throw notPatient()
}

function notPatient(): Refusal {
  return new Refusal('subject-not-patient', 'The subject is no patient with a name of its own.')
}

/** Of a record that does not count, and even of one that was emptied, whatever it still says is taken. */
function entryOf(
  located: Located,
  listing: Listing,
  references: References,
  known: {
    meaning: Meaning | undefined
    observation: ClinicalObservation | undefined
    gone: boolean
    reference: string | undefined
  },
): Entry {
  const { meaning, observation, gone, reference } = known
  const status = field(located.resource, 'status')
  const reissued = counting.has(status) && status !== 'final'
  return {
    record: recordOf(located, references),
    reference,
    observation,
    standing: gone ? 'withdrawn' : reissued ? 'reissued' : status === 'final' ? 'final' : 'pending',
    version: versionOf(located, references),
    replaces: replacedRecords(located, reissued, references),
    ...(meaning ? resultOf(located, meaning, observation, listing, references) : noResult),
  }
}

const noResult = { result: undefined, observedAt: undefined, ofSpecimen: false }

function resultOf(
  located: Located,
  { measure }: Meaning,
  observation: ClinicalObservation | undefined,
  listing: Listing,
  references: References,
): Pick<Entry, 'result' | 'observedAt' | 'ofSpecimen'> {
  const provenance = attempt(() => provenanceOf(located, references))
  const identity = observation?.identity ?? (provenance && attempt(() => canonicalIdentity(provenance)))
  const patient = observation?.patient ?? attempt(() => patientOf(located, references))
  return {
    result: patient && identity ? { measure, patient, identity } : undefined,
    observedAt: observation?.observedAt ?? attempt(() => observedAtOf(located, listing, references)),
    ofSpecimen: provenance !== undefined && provenance.specimen.length > 0,
  }
}

/** A re-issue replaces what it is derived from; a first issue may be calculated from it. */
function replacedRecords(located: Located, reissued: boolean, references: References): string[] {
  const own = recordOf(located, references)
  const sources = reissued ? values(located.resource, 'derivedFrom').filter(isObject) : []
  const corrected = sources
    .filter((one) => references.typesOf(one, located).has('Observation'))
    .flatMap((one) => literalOf(one) ?? [])
    .map((literal) => references.nameOf(literal, located))
  return [...replacedBy(located, replacement, references), ...corrected].filter((name) => name !== own)
}

function referenceOf({ resource, fullUrl }: Located): string | undefined {
  return shortNameOf(resource) ?? (fullUrl && isUrn(fullUrl) ? fullUrl : undefined)
}
