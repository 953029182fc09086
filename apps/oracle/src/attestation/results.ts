import type { MeasureName } from '@aceso/core'
import { OracleError } from '../errors.js'
import type { Source } from '../sources/source.js'

/** A result as a node shows it to its patient. */
export type TaggedResult = { observationTag: bigint; value: bigint; observedAt: bigint }

export type Results = {
  /** All results of a measure, the newest first. */
  list(patient: string, measure: MeasureName): Promise<TaggedResult[]>
  /** The one result under a tag; throws `ObservationNotFound` or `ConflictingResults`. */
  find(patient: string, measure: MeasureName, observationTag: bigint): Promise<TaggedResult>
}

/** Results as the hospital has them at the moment, under their observation tags. */
export function resultsOf(source: Source, tagOf: (identity: string) => bigint): Results {
  async function read(patient: string, measure: MeasureName) {
    const { observations, rejections } = await source.observations(patient, measure)
    const results = observations.map(({ identity, value, observedAt }) => ({
      observationTag: tagOf(identity),
      value,
      observedAt,
    }))
    results.sort((a, b) => Number(b.observedAt - a.observedAt) || Number(b.value - a.value))
    return { results, conflict: rejections.some(({ reason }) => reason === 'conflicting-results') }
  }

  return {
    list: async (patient, measure) => (await read(patient, measure)).results,
    async find(patient, measure, observationTag) {
      const { results, conflict } = await read(patient, measure)
      const found = results.filter((result) => result.observationTag === observationTag)
      const earliest = found.at(-1)
      if (!earliest && !conflict) {
        throw new OracleError('ObservationNotFound', 'The hospital has no such final result of this patient.')
      }
      if (!earliest || found.some(({ value }) => value !== earliest.value)) {
        throw new OracleError(
          'ConflictingResults',
          "The hospital's records of this result contradict each other.",
        )
      }
      return earliest
    },
  }
}
