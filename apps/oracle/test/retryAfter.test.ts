import { expect, test } from 'vitest'
import { retryAfter } from '../src/hospital/retryAfter.js'

const NOW = Date.parse('2025-03-01T00:00:00Z')
const of = (stated: string, date?: string) =>
  retryAfter(new Headers({ 'retry-after': stated, ...(date ? { date } : {}) }), NOW)

test.each([
  '',
  '-1',
  '1.5',
  '1e3',
  'soon',
  '2025-03-01',
  '0x10',
  '12345678901',
  'Sat, 99 Mar 2025 00:00:00 GMT',
])('%s is no time to wait', (stated) => expect(of(stated)).toBeUndefined())

test('seconds, and dates by the clock of whoever states them, are', () => {
  expect(retryAfter(new Headers(), NOW)).toBeUndefined()
  expect(of('0')).toBe(0)
  expect(of(' 120 ')).toBe(120_000)
  expect(of('Sat, 01 Mar 2025 00:02:00 GMT')).toBe(120_000)
  expect(of('Sat, 01 Mar 2025 00:02:00 GMT', 'Sat, 01 Mar 2025 00:01:00 GMT')).toBe(60_000)
  expect(of('Sat, 01 Mar 2025 00:02:00 GMT', 'no date')).toBe(120_000)
  expect(of('Fri, 28 Feb 2025 00:00:00 GMT')).toBe(0)
})
