import { describe, expect, it } from 'vitest'
import { grouped, median } from './table.js'

describe('median', () => {
  it('is the middle by size, not by place or by text', () => {
    expect(median([10, 9, 200, 8, 1])).toBe(9)
  })

  it('leaves the values in their order', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })
})

it('groups digits by three', () => {
  expect([7, 999, 1000, 21_572, 1_234_567n].map(grouped)).toEqual([
    '7',
    '999',
    '1,000',
    '21,572',
    '1,234,567',
  ])
})
