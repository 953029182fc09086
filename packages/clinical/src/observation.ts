import type { MeasureName } from '@aceso/core'

/** What every source ends in: one result of one measure, in the measure's canonical unit. */
export type ClinicalObservation = {
  measure: MeasureName
  /** Fixed-point in the measure's unit and decimals; 1 and 0 for qualitative measures. */
  value: bigint
  /** Unix seconds; when the specimen was taken. */
  observedAt: bigint
  /**
   * `Patient/123` at the home server of the input, `https://…/Patient/123` at another, `urn:uuid:…` where the record
   * knows no other name. Unique within the issuer only.
   */
  patient: string
  /** See `canonicalIdentity`. */
  identity: string
  status: ObservationStatus
}

export type ObservationStatus = 'final' | 'amended' | 'corrected'

/** Everything one record says that matters for what becomes of others, whether it counts or not. */
export type Entry = {
  /** The record that carried it, for example `Observation/7`: versions of one record share it. */
  record: string | undefined
  reference: string | undefined
  /** The result, where it counts by itself. */
  observation: ClinicalObservation | undefined
  /** As much as is known of which result it is about. */
  result: Pick<ClinicalObservation, 'measure' | 'patient' | 'identity'> | undefined
  observedAt: bigint | undefined
  standing: 'final' | 'reissued' | 'withdrawn' | 'pending'
  /** One specimen has one result of a measure; an order or an encounter may have several. */
  ofSpecimen: boolean
  version: Version
  /** Records it says it replaces. */
  replaces: readonly string[]
}

/** What tells which of two came first; the times in nanoseconds. */
export type Version = {
  number: bigint | undefined
  updatedAt: bigint | undefined
  issuedAt: bigint | undefined
}
