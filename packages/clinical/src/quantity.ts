import { type MeasureName, measureOf } from '@aceso/core'
import { add, type Decimal, decimal, multiply, toFixedPoint } from './decimal.js'
import { Refusal } from './rejection.js'
import type { Scale } from './valueSets.js'

type Unit = '%' | 'mmol/mol' | 'mg/dL' | 'mmol/L' | 'g/L'

/** `local`: a code of another system than UCUM, or of none. */
export type ReportedUnit = {
  ucum?: string | undefined
  local?: string | undefined
  display?: string | undefined
}

/** UCUM is case-sensitive. Annotations in braces mean nothing to UCUM but may to the sender, so they are listed. */
const ucumUnits: ReadonlyMap<string, Unit> = new Map([
  ['%', '%'],
  ['%{Hb}', '%'],
  ['%{HbA1c}', '%'],
  ['%{NGSP}', '%'],
  ['mmol/mol', 'mmol/mol'],
  ['mmol/mol{Hb}', 'mmol/mol'],
  ['mg/dL', 'mg/dL'],
  ['mg/dl', 'mg/dL'],
  ['mmol/L', 'mmol/L'],
  ['mmol/l', 'mmol/L'],
  ['g/L', 'g/L'],
  ['g/l', 'g/L'],
])

/** Units as people write them, for results that carry no UCUM code. */
const displayedUnits: ReadonlyMap<string, Unit> = new Map([
  ...ucumUnits,
  ['% Hb', '%'],
  ['% HbA1c', '%'],
  ['%HbA1c', '%'],
  ['% NGSP', '%'],
  ['% of total Hgb', '%'],
  ['MMOL/MOL', 'mmol/mol'],
  ['mmol/mol Hb', 'mmol/mol'],
  ['MG/DL', 'mg/dL'],
  ['Mg/dL', 'mg/dL'],
  ['MMOL/L', 'mmol/L'],
  ['G/L', 'g/L'],
])

type Conversion = { factor: Decimal; offset: Decimal }
const linear = (factor: string, offset = '0'): Conversion => ({
  factor: decimal(factor),
  offset: decimal(offset),
})

/**
 * By code and unit, since a unit alone does not say what was measured: UCUM makes 4.8 % of 48 mmol/mol HbA1c.
 *
 * `hba1c` admits mmol/mol although its codes mean a percentage: only IFCC reports HbA1c so, and laboratories that
 * changed the unit kept the code. `hba1c-ifcc` admits no percentage, which could be either scale.
 *
 * Glucose: 180.156 g/mol. Whether a code says mass or moles, the unit tells which it is, and the two are so far
 * apart that a wrong one falls out of the plausible range.
 */
const conversions: Readonly<Record<Scale, Partial<Record<Unit, Conversion>>>> = {
  hba1c: { '%': linear('1'), 'mmol/mol': linear('0.09148', '2.152') },
  'hba1c-ifcc': { 'mmol/mol': linear('0.09148', '2.152') },
  glucose: { 'mg/dL': linear('1'), 'mmol/L': linear('18.0156'), 'g/L': linear('100') },
}

/**
 * In the canonical unit. A true result outside is very rare and is refused too: the bounds are narrow enough for
 * most numbers with the wrong unit to fall out, such as a glucose of 7.0 called mg/dL, of 126 called mmol/L, or an
 * HbA1c of 48 called per cent.
 */
const plausible: Partial<Record<MeasureName, { least: Decimal; most: Decimal }>> = {
  hba1c: { least: decimal('2.5'), most: decimal('20') },
  'fasting-glucose': { least: decimal('20'), most: decimal('1000') },
}

/** A quantity as fixed-point in the measure's canonical unit; a half of the last decimal is rounded up. */
export function quantityInUnitOf(
  measure: MeasureName,
  scale: Scale,
  value: Decimal,
  reported: ReportedUnit,
): bigint {
  const conversion = conversions[scale][unitOf(reported)]
  if (!conversion) throw new Refusal('unit-not-recognised', 'The unit does not belong to the code.')
  const { decimals } = measureOf(measure)
  const fixed =
    value.digits < 0n
      ? undefined
      : toFixedPoint(add(multiply(value, conversion.factor), conversion.offset), decimals)
  const range = plausible[measure]
  if (
    fixed === undefined ||
    !range ||
    fixed < toFixedPoint(range.least, decimals) ||
    fixed > toFixedPoint(range.most, decimals)
  )
    throw new Refusal('value-out-of-range', `The quantity is outside what is plausible for ${measure}.`)
  return fixed
}

/**
 * The UCUM code decides; a display counts where there is none. A code of another system never decides, and neither it
 * nor the display may name another unit.
 */
function unitOf({ ucum, local, display }: ReportedUnit): Unit {
  const beside = [display, local].filter((one) => one !== undefined)
  const unit = ucum === undefined ? displayedUnits.get(beside[0] ?? '') : ucumUnits.get(ucum)
  if (!unit) throw new Refusal('unit-not-recognised', 'The unit is missing or not in the table of units.')
  if (beside.some((one) => contradicts(one, unit)))
    throw new Refusal('unit-contradiction', "The unit's code and display name different units.")
  return unit
}

/** How a unit is met within other words, such as "mmol/mol (IFCC)". */
const mentions: readonly (readonly [Unit, RegExp])[] = [
  ['%', /%|\bper ?cent|\bpercent/i],
  ['mmol/mol', /\bmmol ?\/ ?mol\b/i],
  ['mg/dL', /\bmg ?\/ ?dl\b/i],
  ['mmol/L', /\bmmol ?\/ ?l\b/i],
  ['g/L', /\bg ?\/ ?l\b/i],
]

/** Names another unit and not this one; any quotient that is not known is another unit. */
function contradicts(words: string, unit: Unit): boolean {
  const exact = displayedUnits.get(words)
  if (exact) return exact !== unit
  const named = mentions.filter(([, pattern]) => pattern.test(words)).map(([one]) => one)
  if (named.includes(unit)) return false
  return named.length > 0 || words.includes('/')
}
