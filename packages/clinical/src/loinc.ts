import type { MeasureName } from '@aceso/core'
import { valueSets } from './valueSets.js'

/** The LOINC codes that belong to a measure, for a search by code. */
export function loincCodes(measure: MeasureName): readonly string[] {
  return Object.keys(valueSets[measure])
}

/**
 * Whether the check digit is right: from the right every second digit is doubled, the digits of all products are
 * added up, and the check digit fills to the next ten. It finds typing errors; it does not say that the code exists.
 */
export function isValidLoinc(code: string): boolean {
  const match = /^(\d{1,7})-(\d)$/.exec(code)
  if (!match) return false
  let sum = Number(match[2])
  for (const [index, digit] of [...match[1]!].reverse().entries()) {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1)
    sum += product > 9 ? product - 9 : product
  }
  return sum % 10 === 0
}
