import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../../vitest.properties.js'
import { FhirTooDeepError, FhirTooLargeError, NotFhirError, readFhir } from '../src/index.js'
import { bundle, hba1c, naat, type Resource, report, specimen } from './fixtures.js'

describe('input that is no FHIR', () => {
  it.each([
    undefined,
    null,
    0,
    true,
    '',
    'MSH|^~\\&|',
    '[]',
    '"Observation"',
    '{"resourceType":"Observation"',
    [],
    {},
    { resourceType: 5 },
    { resourceType: '__proto__' },
    Object.create({ resourceType: 'Observation' }),
    new Date(0),
    () => 0,
  ])('%# is refused', (input) => expect(() => readFhir(input)).toThrow(NotFhirError))

  it('is not quoted by the error', () => {
    try {
      readFhir('{"family":"CANARY" ')
      expect.unreachable()
    } catch (error) {
      const { message, stack, cause } = error as Error
      expect(`${message}${stack}${cause}`).not.toContain('CANARY')
    }
  })
})

describe('input beyond bounds', () => {
  it('is refused when deep, as an object or as text', () => {
    let nested: Resource = {}
    for (let depth = 0; depth < 100_000; depth++) nested = { nested }
    expect(() => readFhir({ resourceType: 'Observation', nested })).toThrow(FhirTooDeepError)
    const text = `{"resourceType":"Bundle","entry":${'['.repeat(5000)}${']'.repeat(5000)}}`
    expect(() => readFhir(text)).toThrow(FhirTooDeepError)
    let bundles = bundle(hba1c())
    for (let depth = 0; depth < 40; depth++)
      bundles = { resourceType: 'Bundle', entry: [{ resource: bundles }] }
    expect(() => readFhir(bundles)).toThrow(FhirTooDeepError)
  })

  it('is refused when it contains itself', () => {
    const loop: Resource = { resourceType: 'Bundle' }
    loop.entry = [{ resource: loop }]
    expect(() => readFhir(loop)).toThrow(FhirTooDeepError)
  })

  it('is refused when large, before anything is copied', () => {
    expect(() => readFhir({ resourceType: 'Bundle', entry: new Array(2 ** 31) })).toThrow(FhirTooLargeError)
    const shared = new Array(2000).fill(new Array(2000).fill(new Array(2000).fill(0)))
    expect(() => readFhir({ resourceType: 'Bundle', entry: shared })).toThrow(FhirTooLargeError)
    expect(() => readFhir(' '.repeat(64 * 1024 * 1024 + 1))).toThrow(FhirTooLargeError)
  })
})

describe('hostile records', () => {
  it('do not reach a prototype', () => {
    const text = JSON.stringify(bundle(hba1c(), specimen())).replaceAll('"p1"', '"__proto__"')
    const polluted = text.replaceAll('{', '{"__proto__":{"status":"final","polluted":1},"constructor":1,')
    expect(() => readFhir(polluted)).not.toThrow()
    expect(({} as Resource).polluted).toBeUndefined()
    const silent = JSON.stringify(bundle(hba1c({ status: undefined }), specimen()))
    const inherited = silent.replace(
      '"resourceType":"Observation"',
      '"resourceType":"Observation","__proto__":{"status":"final"}',
    )
    expect(readFhir(inherited).observations).toEqual([])
  })

  it('may refer to each other in circles', () => {
    const circle = report({
      result: [{ reference: 'DiagnosticReport/r1' }, { reference: 'Observation/a1c-1' }],
      basedOn: [{ reference: 'DiagnosticReport/r1' }],
    })
    const one = hba1c({
      hasMember: [{ reference: 'Observation/a1c-1' }],
      specimen: { reference: 'Specimen/s1' },
    })
    const self = specimen({ parent: [{ reference: 'Specimen/s1' }] })
    expect(readFhir(bundle(circle, one, self)).observations).toHaveLength(1)
  })

  it('of any shape give a result or a rejection, and the same in any order', () => {
    const part = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(hba1c(), naat(), specimen(), report()) },
      fc.record({
        key: fc.constantFrom(...Object.keys({ ...hba1c(), ...report(), ...specimen() })),
        value: fc.jsonValue(),
      }),
    )
    const resource = fc
      .array(part, { minLength: 1, maxLength: 4 })
      .map(
        (parts): Resource =>
          Object.assign({}, ...parts.map((one) => ('key' in one ? { [String(one.key)]: one.value } : one))),
      )
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 6 }), (resources) => {
        const forward = readFhir(bundle(...resources))
        const backward = readFhir(bundle(...resources.toReversed()))
        expect(backward.observations).toEqual(forward.observations)
        expect(backward.ignored).toBe(forward.ignored)
        for (const { value, observedAt } of forward.observations) {
          expect(value >= 0n && value < 2n ** 64n).toBe(true)
          expect(observedAt >= 0n && observedAt < 2n ** 64n).toBe(true)
        }
      }),
      runs(500),
    )
  })
})
