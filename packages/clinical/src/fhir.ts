import { collect } from './collect.js'
import { FhirTooLargeError, NotFhirError } from './errors.js'
import { readObservation } from './fhirObservation.js'
import { assertBounded, isObject, type JsonObject, text } from './json.js'
import type { Candidate, ClinicalObservation } from './observation.js'
import type { Rejection } from './rejection.js'
import { settle, type Withdrawal } from './settle.js'

export type FhirReading = {
  observations: ClinicalObservation[]
  /** Results of a known measure that do not count, each with the reason. */
  rejections: Rejection[]
  /** Resources that belong to no measure. */
  ignored: number
}

const maxCharacters = 64 * 1024 * 1024

/**
 * Reads the results of known measures out of a FHIR R4 resource, given as JSON text or parsed: an Observation, a
 * DiagnosticReport, or a Bundle of any type with Bundles inside. Same input in any order, same observations.
 *
 * References are followed within the input only. A result whose specimen, order or encounter is needed to identify
 * it but not part of the input is rejected; a search should include them
 * (`_include=Observation:specimen`, `Observation:based-on`, `Observation:encounter`).
 *
 * Throws `NotFhirError`, `FhirTooLargeError` or `FhirTooDeepError` where there is nothing to read.
 */
export function readFhir(input: unknown): FhirReading {
  const { observations, others, deleted, references } = collect(resourceOf(input))
  const candidates: Candidate[] = []
  const rejections: Rejection[] = []
  const withdrawals: Withdrawal[] = deleted.map((record) => ({
    record,
    result: undefined,
    observedAt: undefined,
    issuedAt: undefined,
  }))
  let ignored = others
  for (const located of observations) {
    const { candidate, rejection, withdrawal } = readObservation(located, references)
    if (candidate) candidates.push(candidate)
    if (rejection) rejections.push(rejection)
    if (withdrawal) withdrawals.push(withdrawal)
    if (!candidate && !rejection) ignored++
  }
  const settled = settle(candidates, withdrawals)
  return {
    observations: settled.observations,
    rejections: [...rejections, ...settled.rejections],
    ignored,
  }
}

function resourceOf(input: unknown): JsonObject {
  const parsed = typeof input === 'string' ? parse(input) : input
  assertBounded(parsed)
  if (!isObject(parsed)) throw new NotFhirError('it is not a JSON object')
  const type = text(parsed, 'resourceType')
  if (!type || !/^[A-Z][A-Za-z]{1,63}$/.test(type)) throw new NotFhirError('it names no resourceType')
  return parsed
}

function parse(json: string): unknown {
  if (json.length > maxCharacters) throw new FhirTooLargeError(maxCharacters, 'characters')
  try {
    return JSON.parse(json)
  } catch {
    // The parser's own message quotes the input, which may be a patient's record.
    throw new NotFhirError('it is not JSON')
  }
}
