import { addressOf } from './address.js'
import { collect } from './collect.js'
import { NotFhirError } from './errors.js'
import { readObservation, refusalOfReport, refusalOfStray } from './fhirObservation.js'
import { assertBounded, field, isObject, type JsonObject, text } from './json.js'
import type { ClinicalObservation, Entry } from './observation.js'
import { parseJson } from './parseJson.js'
import type { Rejection } from './rejection.js'
import { listingsOf } from './reports.js'
import { settle } from './settle.js'

export type FhirReading = {
  observations: ClinicalObservation[]
  /** Results of a known measure that do not count, each with the reason. */
  rejections: Rejection[]
  /** Resources that belong to no measure. */
  ignored: number
  /**
   * What results of a known measure refer to, is needed to identify or date them, and is not part of the input:
   * `Specimen/1` at home, `https://…/Specimen/1` elsewhere. With these in the input there may be others, since an order
   * is looked at only where the specimen has no number.
   */
  missing: string[]
}

export type FhirOptions = {
  /**
   * The server's own base URL: its resources go by relative names, however they are referred to. Without it, the one
   * base at which all observations of the input stand.
   */
  base?: string
}

/**
 * Reads the results of known measures out of a FHIR R4 resource, given as JSON text or parsed: an Observation, a
 * DiagnosticReport, or a Bundle of any type with Bundles inside. Same input in any order, same observations.
 *
 * References are followed within the input only. A result whose specimen, order or encounter is needed to identify
 * it but not part of the input is rejected, and what it lacks is named in `missing`; a search should include them
 * (`_include=Observation:specimen`, `Observation:based-on`, `Observation:encounter`).
 *
 * Throws `NotFhirError`, `FhirTooLargeError` or `FhirTooDeepError` where there is nothing to read.
 */
export function readFhir(input: unknown, { base }: FhirOptions = {}): FhirReading {
  const parsed = typeof input === 'string' ? parseJson(input) : input
  const strays = new Set<JsonObject>()
  const root = resourceOf(parsed, strays)
  const { observations, reports, others, ambiguous, deleted, references } = collect(root, base)
  const listing = listingsOf(reports, references)
  const entries: Entry[] = []
  const rejections: Rejection[] = []
  let ignored = others
  for (const located of observations) {
    strays.delete(located.resource)
    const { entry, rejections: refused } = readObservation(located, listing(located), references)
    entries.push(entry)
    rejections.push(...refused)
    if (!entry.observation && refused.length === 0) ignored++
  }
  rejections.push(...ambiguous)
  const unread = [
    ...[...strays].map(refusalOfStray),
    ...reports.map((report) => refusalOfReport(report, references)),
  ]
  rejections.push(...unread.filter((one) => one !== undefined))
  const settled = settle(entries, deleted)
  return {
    observations: settled.observations,
    rejections: [...rejections, ...settled.rejections],
    ignored,
    missing: [...references.missing].filter((name) => addressOf(name) !== undefined),
  }
}

/** The resource, and every observation in it, wherever it stands. */
function resourceOf(input: unknown, observations: Set<JsonObject>): JsonObject {
  assertBounded(input, (found) => {
    if (field(found, 'resourceType') === 'Observation') observations.add(found)
  })
  if (!isObject(input)) throw new NotFhirError('it is not a JSON object')
  const type = text(input, 'resourceType')
  if (!type || !/^[A-Z][A-Za-z]{1,63}$/.test(type)) throw new NotFhirError('it names no resourceType')
  return input
}
