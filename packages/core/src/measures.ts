import { AcesoError } from './errors.js'

/**
 * A versioned clinical quantity with one canonical unit. `id` stands in triggers and attestations; a changed
 * meaning is a new id. A qualitative measure is 1 where detected and 0 where not.
 */
export type Measure = {
  id: number
  name: string
  version: number
  title: string
  kind: 'quantitative' | 'qualitative'
  /** UCUM code of the canonical unit; `1` for qualitative measures. */
  unit: string
  /** Digits after the point in the fixed-point value: 6.5 % with 4 decimals is 65000. */
  decimals: number
}

const list = [
  {
    id: 1,
    name: 'hba1c',
    version: 1,
    title: 'Haemoglobin A1c (NGSP)',
    kind: 'quantitative',
    unit: '%',
    decimals: 4,
  },
  {
    id: 2,
    name: 'fasting-glucose',
    version: 1,
    title: 'Fasting glucose, plasma or serum',
    kind: 'quantitative',
    unit: 'mg/dL',
    decimals: 4,
  },
  {
    id: 3,
    name: 'sars-cov-2-naat',
    version: 1,
    title: 'SARS-CoV-2 RNA (NAAT)',
    kind: 'qualitative',
    unit: '1',
    decimals: 0,
  },
  {
    id: 4,
    name: 'sars-cov-2-antigen',
    version: 1,
    title: 'SARS-CoV-2 antigen',
    kind: 'qualitative',
    unit: '1',
    decimals: 0,
  },
  {
    id: 5,
    name: 'dengue-ns1',
    version: 1,
    title: 'Dengue virus NS1 antigen',
    kind: 'qualitative',
    unit: '1',
    decimals: 0,
  },
  {
    id: 6,
    name: 'malaria',
    version: 1,
    title: 'Malaria parasite',
    kind: 'qualitative',
    unit: '1',
    decimals: 0,
  },
] as const satisfies readonly Measure[]

export type MeasureName = (typeof list)[number]['name']

export const measures: readonly (Measure & { name: MeasureName })[] = list

export class UnknownMeasureError extends AcesoError {
  constructor(measure: string | number) {
    super(`There is no measure "${measure}".`, {
      name: 'UnknownMeasureError',
      metaMessages: [`Known measures: ${list.map(({ name }) => name).join(', ')}.`],
    })
  }
}

/** A measure by its name or id; throws `UnknownMeasureError`. */
export function measureOf(measure: string | number): Measure & { name: MeasureName } {
  const found = measures.find(({ id, name }) => id === measure || name === measure)
  if (!found) throw new UnknownMeasureError(measure)
  return found
}
