import type { MeasureName } from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { decimal } from './decimal.js'
import { quantityInUnitOf } from './quantity.js'
import type { Scale } from './valueSets.js'

const read = (measure: MeasureName, scale: Scale, value: string, ucum?: string, display?: string) =>
  quantityInUnitOf(measure, scale, decimal(value), { ucum, display })

const hba1c = (value: string, ucum?: string, display?: string) => read('hba1c', 'hba1c', value, ucum, display)
const glucose = (value: string, ucum?: string, display?: string) =>
  read('fasting-glucose', 'glucose', value, ucum, display)

describe('quantityInUnitOf', () => {
  it.each([
    ['no unit', undefined, undefined],
    ['an unknown UCUM code, whatever the display', 'percent', '%'],
    ['UCUM in another case', 'MG/DL', undefined],
    ['an annotation that names another scale', '%{IFCC}', undefined],
    ['a display not in the table', undefined, 'per cent'],
    ['a unit of another code', 'mg/dL', undefined],
    ['a property of objects', 'constructor', '__proto__'],
  ])('refuses %s', (_, ucum, display) =>
    expect(() => hba1c('6.5', ucum, display)).toThrow(
      expect.objectContaining({ reason: 'unit-not-recognised' }),
    ),
  )

  it('refuses a display that names another unit than the code', () =>
    expect(() => hba1c('6.5', '%', 'mmol/mol')).toThrow(
      expect.objectContaining({ reason: 'unit-contradiction' }),
    ))

  it.each([
    ['%', undefined, 'mmol/mol (IFCC)'],
    ['%', undefined, 'g/dL'],
    ['mg/dL', undefined, 'mg/L'],
    [undefined, 'mmol/mol', '%'],
    [undefined, 'mg/dL', '%HbA1c'],
    [undefined, 'x/y', '%'],
  ])('refuses a unit of UCUM %s, another system %s and display %s', (ucum, local, display) =>
    expect(() => quantityInUnitOf('hba1c', 'hba1c', decimal('6.5'), { ucum, local, display })).toThrow(
      expect.objectContaining({ reason: expect.stringMatching(/unit-/) }),
    ),
  )

  it('reads a code of another system that says the same or nothing', () => {
    for (const local of ['%', 'PERCENT', 'UNIT7', undefined])
      expect(quantityInUnitOf('hba1c', 'hba1c', decimal('6.5'), { local, display: '%' })).toBe(65000n)
    expect(quantityInUnitOf('hba1c', 'hba1c', decimal('6.5'), { local: '%' })).toBe(65000n)
  })

  it('refuses a percentage under the IFCC code, which can be either scale', () =>
    expect(() => read('hba1c', 'hba1c-ifcc', '6.5', '%')).toThrow(
      expect.objectContaining({ reason: 'unit-not-recognised' }),
    ))

  it.each([
    ['-6.5', '%'],
    ['0', '%'],
    ['48', '%'],
    ['0.065', '%'],
    ['3', 'mmol/mol'],
    ['1e30', '%'],
  ])('refuses an HbA1c of %s %s', (value, unit) =>
    expect(() => hba1c(value, unit)).toThrow(expect.objectContaining({ reason: 'value-out-of-range' })),
  )

  it.each([
    ['7.0', 'mg/dL'],
    ['126', 'mmol/L'],
    ['126', 'g/L'],
    ['-7', 'mmol/L'],
  ])('refuses a glucose of %s %s', (value, unit) =>
    expect(() => glucose(value, unit)).toThrow(expect.objectContaining({ reason: 'value-out-of-range' })),
  )

  it('never quotes the value', () => {
    try {
      hba1c('48.123', '%')
      expect.unreachable()
    } catch (error) {
      expect(String(error)).not.toContain('48')
    }
  })

  // NGSP's master equation and its published pairs: 31 → 5.0, 42 → 6.0, 48 → 6.5, 53 → 7.0, 64 → 8.0, 75 → 9.0.
  it.each([
    ['31', 49879n, 5.0],
    ['42', 59942n, 6.0],
    ['48', 65430n, 6.5],
    ['53', 70004n, 7.0],
    ['64', 80067n, 8.0],
    ['75', 90130n, 9.0],
  ])('makes the published percentage of %s mmol/mol', (value, fixed, published) => {
    expect(hba1c(value, 'mmol/mol')).toBe(fixed)
    expect(read('hba1c', 'hba1c-ifcc', value, 'mmol/mol')).toBe(fixed)
    expect(Number(fixed) / 10_000).toBeCloseTo(published, 1)
  })

  it.each([
    ['6.5', '%', undefined, 65000n],
    ['6.5', '%{Hb}', '% of total Hgb', 65000n],
    ['6.5', undefined, '%HbA1c', 65000n],
    ['6.49995', '%', undefined, 65000n],
  ])('keeps %s %s', (value, ucum, display, fixed) => expect(hba1c(value, ucum, display)).toBe(fixed))

  it.each([
    ['7.0', 'mmol/L', undefined, 1261092n],
    ['5.6', 'mmol/l', undefined, 1008874n],
    ['126', 'mg/dL', undefined, 1260000n],
    ['126', undefined, 'MG/DL', 1260000n],
    ['1.26', 'g/L', undefined, 1260000n],
  ])('makes mg/dL of glucose %s %s', (value, ucum, display, fixed) =>
    expect(glucose(value, ucum, display)).toBe(fixed),
  )
})
