import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalIdentity, type Identifier } from './identity.js'

const none = { specimen: [], order: [] }

describe('canonicalIdentity', () => {
  it('refuses a result that names nothing', () => {
    expect(() => canonicalIdentity(none)).toThrow(expect.objectContaining({ reason: 'identity-missing' }))
    expect(() => canonicalIdentity({ ...none, specimen: [{ value: ' ' }] })).toThrow(
      expect.objectContaining({ reason: 'identity-missing' }),
    )
  })

  it('ranks specimen, order, encounter and record', () => {
    const all = {
      specimen: [{ value: 'S' }],
      order: [{ value: 'O' }],
      encounter: 'Encounter/E',
      record: 'Observation/R',
    }
    const kind = (source: Parameters<typeof canonicalIdentity>[0]) =>
      JSON.parse(canonicalIdentity(source)).kind
    expect(kind(all)).toBe('specimen')
    expect(kind({ ...all, specimen: [] })).toBe('order')
    expect(kind({ ...all, ...none })).toBe('encounter')
    expect(kind({ ...none, record: 'Observation/R' })).toBe('record')
  })

  it('prefers the numbers of the laboratory', () => {
    const order = ['PGN', 'PLAC', undefined, 'FGN', 'FILL', 'ACSN'].map((type) => ({
      type,
      value: `${type}`,
    }))
    for (let count = 1; count <= order.length; count++) {
      const chosen = JSON.parse(canonicalIdentity({ ...none, specimen: order.slice(0, count) })).value
      expect(chosen).toBe(order[count - 1]!.value)
    }
  })

  it('keeps of a system only what is unique in the world', () => {
    const of = (system?: string) => canonicalIdentity({ ...none, specimen: [{ system, value: 'A1' }] })
    expect(of('urn:id:LAB')).toBe(of())
    expect(of('LAB')).toBe(of())
    expect(of('URN:OID:1.2.3')).toBe(of('urn:oid:1.2.3'))
    expect(of('urn:oid:1.2.3')).not.toBe(of('urn:oid:1.2.4'))
    expect(of('https://lab.example/accession')).not.toBe(of())
  })

  it('does not depend on order, nor on identifiers of lower rank', () => {
    const lower = fc.array(
      fc.record({ type: fc.constantFrom('PLAC', 'PGN', 'VN'), value: fc.string(), system: fc.webUrl() }),
    )
    fc.assert(
      fc.property(lower, fc.nat(), (others: Identifier[], at) => {
        const first = { type: 'FILL', value: 'F-1' }
        const mixed = [...others]
        mixed.splice(at % (others.length + 1), 0, first)
        expect(canonicalIdentity({ ...none, specimen: mixed })).toBe(
          canonicalIdentity({ ...none, specimen: [first] }),
        )
      }),
    )
  })
})
