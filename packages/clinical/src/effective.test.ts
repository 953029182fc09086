import { describe, expect, it } from 'vitest'
import { latestOf, parseInstant, parseNanoseconds, statedTime, statedTimeWith } from './effective.js'

const because = (reason: string) => expect.objectContaining({ reason })

describe('parseInstant', () => {
  it.each([
    '2024',
    '2024-02',
    '2024-02-14',
    '2024-02-14T20:51',
    '2024-02-14T20:51:46',
    '2024-02-14T20:51:46.5',
  ])('refuses %s as too coarse', (source) =>
    expect(() => parseInstant(source)).toThrow(because('time-too-coarse')),
  )

  it.each([
    '',
    'yesterday',
    '20240214205146',
    '2024-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-02-14T24:00:00Z',
    '2024-02-14T20:60:00Z',
    '2024-02-14T20:51:61Z',
    '2024-02-14T20:51:46.Z',
    '2024-02-14T20:51:46+15:00',
    '2024-02-14T20:51:46+0100',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00+01:00',
    '0000-01-01T00:00:00Z',
    '2024-02-14T20:51:46Z ',
  ])('refuses %j as malformed', (source) =>
    expect(() => parseInstant(source)).toThrow(because('time-malformed')),
  )

  it.each([
    ['1970-01-01T00:00:00Z', 0n],
    ['2024-02-14T20:51:46Z', 1707943906n],
    ['2024-02-14T20:51:46.999+00:00', 1707943906n],
    ['2024-02-14T15:51:46-05:00', 1707943906n],
    ['2024-02-15T02:21:46+05:30', 1707943906n],
    ['2024-02-14T20:51Z', 1707943860n],
    ['2024-02-29T12:00:00Z', 1709208000n],
    ['2016-12-31T23:59:60Z', 1483228800n],
    ['2015-07-01T01:59:60.25+02:00', 1435708800n],
    ['2024-02-14T20:51:46.1234567891234Z', 1707943906n],
  ])('reads %s', (source, seconds) => expect(parseInstant(source)).toBe(seconds))
})

describe('statedTime', () => {
  it('refuses a period without a start, a schedule, and two times', () => {
    expect(() => statedTime({ effectivePeriod: { end: '2024-02-14T20:51:46Z' } }, 'effective')).toThrow(
      because('time-missing'),
    )
    expect(() => statedTime({ effectiveTiming: { event: [] } }, 'effective')).toThrow(because('time-missing'))
    expect(() => statedTime({ effectiveDateTime: 5 }, 'effective')).toThrow(because('time-missing'))
    const time = '2024-02-14T20:51:46Z'
    expect(() => statedTime({ effectiveDateTime: time, effectiveInstant: time }, 'effective')).toThrow(
      because('time-ambiguous'),
    )
  })

  it('takes the start of a period', () => {
    const period = { start: '2024-02-14T20:51:46Z', end: '2024-02-15T20:51:46Z' }
    expect(statedTime({ collectedPeriod: period }, 'collected')).toBe(1707943906n)
    expect(statedTime({}, 'collected')).toBeUndefined()
  })
})

describe('statedTimeWith', () => {
  const within = (coarse: string, finer: string | undefined) =>
    statedTimeWith({ effectiveDateTime: coarse }, 'effective', () => finer)

  it.each([
    ['2024-02-14', '2024-02-15T00:10:00+01:00'],
    ['2024-02-14', '2024-02-14'],
    ['2024-02-14', undefined],
    ['2024-02-14T08:15', '2024-02-14T08:16:00Z'],
    ['2024-02', '2024-03-01T08:00:00Z'],
  ])('refuses %s with %s as too coarse', (coarse, finer) =>
    expect(() => within(coarse, finer)).toThrow(because('time-too-coarse')),
  )

  it('takes the finer one that says the same', () => {
    expect(within('2024-02-14', '2024-02-14T20:51:46Z')).toBe(1707943906n)
    expect(within('2024-02-14T20:51:46', '2024-02-14T20:51:46Z')).toBe(1707943906n)
    const period = { effectivePeriod: { start: '2024-02-14' } }
    expect(statedTimeWith(period, 'effective', () => '2024-02-14T20:51:46Z')).toBe(1707943906n)
  })

  it('keeps what is fine enough', () =>
    expect(within('2024-02-14T20:51:46Z', '2024-02-14T20:51:47Z')).toBe(1707943906n))
})

describe('latestOf', () => {
  it.each([
    ['2024-02-14T20:51:46Z', 1707943906n],
    ['2024-02-14T20:51', 1707987120n],
    ['2024-02-14', 1707998400n],
    ['2024-02', 1709294400n],
    ['2024', 1735732800n],
    ['yesterday', undefined],
  ])('of %s', (source, seconds) => expect(latestOf(source)).toBe(seconds))
})

describe('parseNanoseconds', () => {
  it('keeps fractions', () => {
    expect(parseNanoseconds('2024-02-14T20:51:46.5Z')).toBe(1707943906500000000n)
    expect(parseNanoseconds('2024-02-14T20:51:46Z')).toBe(1707943906000000000n)
  })
})
