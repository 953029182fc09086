import { describe, expect, it } from 'vitest'
import { FhirTooDeepError, NotFhirError } from './errors.js'
import { isAmbiguous, parseJson } from './parseJson.js'

const at = (value: unknown, ...path: (string | number)[]): object =>
  path.reduce((found, step) => (found as Record<string, unknown>)[step], value) as object

describe('parseJson', () => {
  it.each(['', '{', '{"a":1,}', '\uFEFF', '\uFEFF\uFEFF{}', ' \uFEFF{}', "{'a':1}"])('refuses %j', (text) =>
    expect(() => parseJson(text)).toThrow(NotFhirError),
  )

  it('refuses what is too deep', () =>
    expect(() => parseJson(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toThrow(FhirTooDeepError))

  it.each([
    ['{"a":1,"a":2}', []],
    ['{"a":1,"b":[{"a":1},{"c":{"d":1 , "d":1}}]}', ['b', 1, 'c']],
    ['[[],[1,{"x":"{","x":"}"}]]', [1, 1]],
    ['{"\\"":1,"\\u0022":2}', []],
    ['{"id":1,"\\u0069d":2}', []],
    ['{"":1,"":2}', []],
    ['{"__proto__":1,"__proto__":2}', []],
    ['{"a":{"b":[1,2,{"c":"\\\\","c":"\\\\\\""}]}}', ['a', 'b', 2]],
  ])('knows in %s the object that states a field twice', (text, path) => {
    const parsed = parseJson(text)
    expect(isAmbiguous(at(parsed, ...path))).toBe(true)
    const above = path.slice(0, -1)
    if (path.length > 0) expect(isAmbiguous(at(parsed, ...above))).toBe(false)
  })

  it.each([
    '{"a":{"a":1},"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"a","b":["a","a",",\\"a\\":"],"c":"\\\\"}',
    '{"a" : "x,\\"a\\":1" }',
  ])('knows that %s is unambiguous', (text) => {
    const objects: object[] = []
    JSON.stringify(parseJson(text), (_, value) => {
      if (typeof value === 'object' && value !== null) objects.push(value)
      return value
    })
    expect(objects.some(isAmbiguous)).toBe(false)
  })

  it('remembers the object above a value that another one replaced', () => {
    const parsed = parseJson('{"a":{"x":1,"x":2},"a":{"x":1}}')
    expect(isAmbiguous(parsed as object)).toBe(true)
    expect(parseJson('{"a":{"x":1,"x":2},"a":7}')).toEqual({ a: 7 })
  })

  it('passes over a byte-order mark', () =>
    expect(parseJson('\uFEFF{"a":"\uFEFF"}')).toEqual({ a: '\uFEFF' }))
})
