export type RejectionReason =
  | 'code-ambiguous'
  | 'comparator'
  | 'conflicting-results'
  | 'identity-missing'
  | 'modifier-not-understood'
  | 'reference-ambiguous'
  | 'reference-unresolved'
  | 'specimen-unsatisfactory'
  | 'status-not-final'
  | 'subject-missing'
  | 'subject-not-patient'
  | 'superseded'
  | 'time-ambiguous'
  | 'time-malformed'
  | 'time-missing'
  | 'time-too-coarse'
  | 'unit-contradiction'
  | 'unit-not-recognised'
  | 'value-ambiguous'
  | 'value-contradicts-interpretation'
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
