import { expect, test } from 'vitest'
import { measureOf, measures, UnknownMeasureError } from '../src/index.js'

test.each(['', 'HbA1c', 'unknown', 'toString', 0, -1, 7, 1.5])('there is no measure %j', (measure) => {
  expect(() => measureOf(measure)).toThrow(UnknownMeasureError)
})

test('a measure is found by its name and by its id', () => {
  for (const measure of measures) {
    expect(measureOf(measure.name)).toBe(measure)
    expect(measureOf(measure.id)).toBe(measure)
  }
  expect(measureOf(1).name).toBe('hba1c')
})

test('ids are given once and never zero, names once', () => {
  expect(new Set(measures.map(({ id }) => id)).size).toBe(measures.length)
  expect(new Set(measures.map(({ name }) => name)).size).toBe(measures.length)
  expect(measures.every(({ id }) => Number.isInteger(id) && id > 0)).toBe(true)
})

test('a qualitative measure counts 0 or 1, without unit and decimals', () => {
  const qualitative = measures.filter(({ kind }) => kind === 'qualitative')
  expect(qualitative.length).toBeGreaterThan(0)
  for (const { unit, decimals } of qualitative) expect({ unit, decimals }).toEqual({ unit: '1', decimals: 0 })
})
