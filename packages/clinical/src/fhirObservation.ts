import type { MeasureName } from '@aceso/core'
import { type Located, recordOf } from './collect.js'
import { parseInstant } from './effective.js'
import { type Meaning, meaningOf, valueUnder } from './fhirValue.js'
import { canonicalIdentity } from './identity.js'
import { field, type JsonObject, object, objects, text } from './json.js'
import type { Candidate, ObservationStatus } from './observation.js'
import { observedAtOf, provenanceOf, sourcesOf } from './provenance.js'
import { nameOf, type References } from './references.js'
import { Refusal, type Rejection } from './rejection.js'
import type { Withdrawal } from './settle.js'

export type Reading = { candidate?: Candidate; rejection?: Rejection; withdrawal?: Withdrawal }

const valid: ReadonlySet<unknown> = new Set<ObservationStatus>(['final', 'amended', 'corrected'])
const withdrawn: ReadonlySet<unknown> = new Set(['entered-in-error', 'cancelled'])

/**
 * Reads one Observation; empty where it belongs to no measure. Only what the result rests on is looked at: real
 * records are seldom valid in every detail, and a fault elsewhere changes nothing about the result.
 */
export function readObservation(located: Located, references: References): Reading {
  const reference = referenceOf(located)
  const gone = isWithdrawn(located)
  try {
    const meaning = meaningOf(located.resource)
    if (!gone) return meaning ? { candidate: candidateOf(located, meaning, references, reference) } : {}
    const withdrawal = withdrawalOf(located, meaning?.measure, references)
    if (!meaning) return { withdrawal }
    const detail = 'The result was entered in error or cancelled.'
    return { rejection: rejection('withdrawn', detail, reference), withdrawal }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return {
      rejection: rejection(error.reason, error.message, reference),
      ...(gone ? { withdrawal: withdrawalOf(located, undefined, references) } : {}),
    }
  }
}

function candidateOf(
  located: Located,
  meaning: Meaning,
  references: References,
  reference: string | undefined,
): Candidate {
  const { resource } = located
  const status = field(resource, 'status')
  if (!valid.has(status))
    throw new Refusal('status-not-final', 'The status is none of final, amended and corrected.')
  if (objects(resource, 'modifierExtension').length > 0 || field(resource, 'implicitRules') !== undefined)
    throw new Refusal('modifier-not-understood', 'The observation is modified by rules not known here.')
  return {
    measure: meaning.measure,
    value: valueUnder(meaning, resource),
    observedAt: observedAtOf(located, references),
    patient: patientOf(located, references),
    identity: canonicalIdentity(provenanceOf(located, references)),
    status: status as ObservationStatus,
    record: recordOf(located),
    issuedAt: issuedAtOf(resource),
    reference,
  }
}

function patientOf(located: Located, references: References): string {
  const { container } = located
  if (objects(located.resource, 'focus').length > 0)
    throw new Refusal(
      'subject-not-patient',
      'The observation is about somebody or something beside its subject.',
    )
  const subject = sourcesOf(located)
    .map((source) => object(source, 'subject'))
    .find((one) => one !== undefined)
  const literal = subject && text(subject, 'reference')
  if (!subject || !literal) throw new Refusal('subject-missing', 'The subject is not referenced.')
  const name = references.canonical(subject, container, 'Patient')
  if (name) return name
  const isUrn = /^urn:(uuid|oid):[0-9a-f.-]{1,64}$/i.test(literal)
  const targets = references.find(literal, container)
  if (isUrn && targets.every((target) => field(target, 'resourceType') === 'Patient'))
    return literal.toLowerCase()
  throw new Refusal('subject-not-patient', 'The subject is no patient with a name of its own.')
}

/** Withdrawn itself, or listed by reports all of which are withdrawn. */
function isWithdrawn({ resource, reports }: Located): boolean {
  if (withdrawn.has(field(resource, 'status'))) return true
  return reports.size > 0 && [...reports].every((report) => withdrawn.has(field(report, 'status')))
}

/** A withdrawn record is often emptied, even of its code, so whatever it still says is taken. */
function withdrawalOf(
  located: Located,
  measure: MeasureName | undefined,
  references: References,
): Withdrawal {
  const patient = attempt(() => patientOf(located, references))
  const identity = attempt(() => canonicalIdentity(provenanceOf(located, references)))
  return {
    record: recordOf(located),
    result: measure && patient && identity ? { measure, patient, identity } : undefined,
    observedAt: attempt(() => observedAtOf(located, references)),
    issuedAt: issuedAtOf(located.resource),
  }
}

function issuedAtOf(resource: JsonObject): bigint | undefined {
  const issued = text(resource, 'issued')
  return issued === undefined ? undefined : attempt(() => parseInstant(issued))
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

function referenceOf({ resource, fullUrl }: Located): string | undefined {
  return nameOf(resource) ?? (fullUrl && /^urn:uuid:[0-9a-f-]{36}$/i.test(fullUrl) ? fullUrl : undefined)
}

function rejection(reason: Rejection['reason'], detail: string, reference: string | undefined): Rejection {
  return { reason, detail, ...(reference ? { reference } : {}) }
}
