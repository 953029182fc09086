import type { ClinicalObservation, Rejection } from '@aceso/clinical'
import type { MeasureName } from '@aceso/core'

/** What a source knows of one measure of one patient. `rejections`: results that don't count, and why. */
export type Reading = { observations: ClinicalObservation[]; rejections: Rejection[] }

/** Where a node reads results: FHIR, HL7 v2, health cards. A plug-in is a value of this type. */
export type Source = {
  /**
   * Every result of a measure that the hospital has now for a patient and that counts: final, amended or
   * corrected. Throws `HospitalUnavailable` where it can't tell, rather than leave something out.
   */
  observations(patient: string, measure: MeasureName): Promise<Reading>
}
