import { ownAddress } from './address.js'
import type { JsonObject } from './json.js'

export type RejectionReason =
  | 'code-ambiguous'
  | 'code-not-read'
  | 'comparator'
  | 'conflicting-results'
  | 'identity-missing'
  | 'identity-too-long'
  | 'json-ambiguous'
  | 'modifier-not-understood'
  | 'place-not-read'
  | 'reference-ambiguous'
  | 'reference-unresolved'
  | 'specimen-unsatisfactory'
  | 'stated-by-patient'
  | 'status-not-final'
  | 'subject-missing'
  | 'subject-not-patient'
  | 'superseded'
  | 'test-data'
  | 'time-ambiguous'
  | 'time-contradiction'
  | 'time-malformed'
  | 'time-missing'
  | 'time-too-coarse'
  | 'unit-contradiction'
  | 'unit-not-recognised'
  | 'value-ambiguous'
  | 'value-contradicts-interpretation'
  | 'value-contradicts-text'
  | 'value-inconclusive'
  | 'value-malformed'
  | 'value-missing'
  | 'value-not-recognised'
  | 'value-out-of-range'
  | 'withdrawn'

/**
 * Why a result of a known measure does not count. Safe to log: `detail` is written by this package and holds
 * nothing of the record but the LOINC code or the field at fault.
 */
export type Rejection = {
  reason: RejectionReason
  detail: string
  /** Resource type and id. */
  reference?: string
}

/** Ends the reading of one result. Caught by the source, which turns it into a `Rejection`; never leaves here. */
export class Refusal extends Error {
  readonly reason: RejectionReason

  constructor(reason: RejectionReason, detail: string) {
    super(detail)
    this.name = 'Refusal'
    this.reason = reason
  }
}

/** What is read, or nothing where it is refused. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

export function rejectionOf(refusal: Refusal, resource: JsonObject): Rejection {
  return toRejection(refusal, shortNameOf(resource))
}

export function toRejection({ reason, message }: Refusal, reference: string | undefined): Rejection {
  return { reason, detail: message, ...(reference ? { reference } : {}) }
}

export function shortNameOf(resource: JsonObject): string | undefined {
  const own = ownAddress(resource)
  return own && `${own.type}/${own.id}`
}
