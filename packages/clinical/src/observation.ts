import type { MeasureName } from '@aceso/core'

/** What every source ends in: one result of one measure, in the measure's canonical unit. */
export type ClinicalObservation = {
  measure: MeasureName
  /** Fixed-point in the measure's unit and decimals; 1 and 0 for qualitative measures. */
  value: bigint
  /** Unix seconds; when the specimen was taken. */
  observedAt: bigint
  /** `Patient/123`, or `urn:uuid:…` where the record knows no other name. Unique within the issuer only. */
  patient: string
  /** See `canonicalIdentity`. */
  identity: string
  status: ObservationStatus
}

export type ObservationStatus = 'final' | 'amended' | 'corrected'

/** Before results are compared with each other; what settling needs is kept beside the observation. */
export type Candidate = ClinicalObservation & {
  /** The record that carried it, for example `Observation/7`: versions of one record share it. */
  record: string | undefined
  issuedAt: bigint | undefined
  reference: string | undefined
}
