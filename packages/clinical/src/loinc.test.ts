import { measures } from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { isValidLoinc, loincCodes } from './loinc.js'

describe('isValidLoinc', () => {
  it.each(['', '4548', '4548-', '-4', '4548-44', 'LA6576-8', ' 4548-4', '4548-4\n', '12345678-1', '４548-4'])(
    'refuses %j',
    (code) => expect(isValidLoinc(code)).toBe(false),
  )

  it.each(['23831-4', '75365-4', '91064-0', '70048-1', '94558-5'])(
    'finds %s, met in the field, wrong',
    (code) => expect(isValidLoinc(code)).toBe(false),
  )

  it('finds every single wrong digit', () => {
    for (const code of ['4548-4', '94500-6', '101307-7'])
      for (let at = 0; at < code.length; at++)
        for (let digit = 0; digit < 10; digit++) {
          const other = `${code.slice(0, at)}${digit}${code.slice(at + 1)}`
          if (code[at] !== '-' && other !== code) expect(isValidLoinc(other)).toBe(false)
        }
  })
})

describe('loincCodes', () => {
  const all = measures.flatMap(({ name }) => loincCodes(name).map((code) => ({ name, code })))

  it.each(all)('$code of $name has the right check digit', ({ code }) =>
    expect(isValidLoinc(code)).toBe(true),
  )

  it('gives no code to two measures, and some to each', () => {
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length)
    for (const { name } of measures) expect(loincCodes(name).length).toBeGreaterThan(0)
  })

  it('keeps glucose that is not known to be fasting, and whole blood, out', () => {
    for (const code of ['2339-0', '2345-7', '14749-6', '15074-8', '76629-5', '77145-1'])
      expect(loincCodes('fasting-glucose')).not.toContain(code)
  })
})
