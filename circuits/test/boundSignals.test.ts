// SPDX-License-Identifier: GPL-3.0-or-later
import { type Binding, bindSignals, challengeOf, digestOf, fingerprintOf, hash } from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { readCircuits } from '../script/manifest.js'
import { compileAlone } from './alone.js'
import { put } from './bookFixture.js'
import type { Input } from './calculator.js'
import { cancelInput } from './cancelFixture.js'
import { loadBuilt, loadCircuit, p } from './circuit.js'
import { claimInput } from './claimFixture.js'
import { eligibilityInput } from './eligibilityFixture.js'

/** Field elements that look random, and are the same in each run. */
const elements = (count: number, seed: number) =>
  Array.from({ length: count }, (_, i) => hash('subject', BigInt(1_000 * seed + i)))

/** What a contract computes that was told `told` and given `digest`. */
const drawn = (digest: bigint, told: readonly bigint[]): Binding => {
  const challenge = challengeOf(digest, told)
  return { digest, challenge, fingerprint: fingerprintOf(challenge, told) }
}

describe.each([1, 7, 9])('of %i values', (n) => {
  const name = `bound_signals_${n}`
  const circuit = loadCircuit(`${compileAlone(name, 'BoundSignals', String(n))}_js/${name}.wasm`)
  const verdict = (signals: readonly bigint[], binding: Binding) => circuit.verdict({ signals, ...binding })

  const signals = elements(n, 1)
  const binding = bindSignals(signals)
  const { digest, challenge, fingerprint } = binding
  const other = elements(n, 2)
  const places = [...signals.keys()]

  const rejected = (cases: [name: string, binding: Partial<Binding>][]) =>
    it.each(cases)('rejects %s', (_, changes) => {
      expect(verdict(signals, { ...binding, ...changes })).toBe('BoundSignals')
    })

  rejected([
    ['another digest', { digest: digest + 1n }],
    ['a digest of zero', { digest: 0n }],
    ['a digest of other values', { digest: digestOf(other) }],
    ['a digest with another tag', { digest: hash('leaf', ...signals) }],
    ['another challenge', { challenge: challenge + 1n }],
    ['a challenge of zero', { challenge: 0n }],
    ['the challenge of other values', { challenge: challengeOf(digest, other) }],
    ['another fingerprint', { fingerprint: fingerprint + 1n }],
    ['a fingerprint of zero', { fingerprint: 0n }],
    ['the fingerprint of other values', { fingerprint: fingerprintOf(challenge, other) }],
    ['the fingerprint at another challenge', { fingerprint: fingerprintOf(challenge + 1n, signals) }],
    [
      'a sum that begins with the power 0',
      { fingerprint: signals.reduceRight((sum, signal) => (sum * challenge + signal) % p, 0n) },
    ],
    ['the binding of other values', bindSignals(other)],
    ['other values after the digest', drawn(digest, other)],
  ])

  it.each(places)('rejects another value at place %i', (place) => {
    const told = put(signals, place, signals[place]! + 1n)
    expect(verdict(signals, bindSignals(told))).toBe('BoundSignals')
    expect(verdict(signals, drawn(digest, told))).toBe('BoundSignals')
    expect(verdict(told, binding)).toBe('BoundSignals')
  })

  it.each(places.slice(1))('rejects the values at 0 and %i exchanged', (place) => {
    const told = put(put(signals, 0, signals[place]!), place, signals[0]!)
    expect(verdict(signals, bindSignals(told))).toBe('BoundSignals')
    expect(verdict(signals, drawn(digest, told))).toBe('BoundSignals')
    expect(verdict(told, binding)).toBe('BoundSignals')
  })

  it('accepts what core computes', () => {
    const vectors = [
      ...Array.from({ length: 50 }, (_, i) => elements(n, 3 + i)),
      ...[0n, 1n, p - 1n].map((value) => Array<bigint>(n).fill(value)),
      ...places.map((place) => put(Array<bigint>(n).fill(0n), place, p - 1n)),
    ]
    expect(vectors.filter((vector) => verdict(vector, bindSignals(vector)) !== 'accepted')).toEqual([])
  })

  it('takes any challenge, since drawing it is up to the contract', () => {
    for (const challenge of [0n, 1n, p - 1n])
      expect(verdict(signals, { digest, challenge, fingerprint: fingerprintOf(challenge, signals) })).toBe(
        'accepted',
      )
  })
})

it.each([0, 16])('is not there for %i values', (n) => {
  expect(() => compileAlone(`bound_signals_${n}`, 'BoundSignals', String(n))).toThrow('False assert reached')
})

const inputs: Record<string, Input & Binding> = {
  claim: claimInput(),
  cancel: cancelInput(),
  eligibility: eligibilityInput(),
}
const binding = readCircuits().flatMap(({ name, template, boundSignals }) =>
  boundSignals ? [[name, template, boundSignals] as const] : [],
)

describe.each(binding)('%s', (name, template, names) => {
  const circuit = loadBuilt(name)
  const input = inputs[name]!
  const signals = names.map((signal) => input[signal] as bigint)
  const where = `BoundSignals < ${template}`

  it.each(names)('rejects another %s than the contract was told', (signal) => {
    const place = names.indexOf(signal)
    const told = put(signals, place, signals[place]! + 1n)
    expect(circuit.verdict({ ...input, ...bindSignals(told) })).toBe(where)
    expect(circuit.verdict({ ...input, ...drawn(input.digest, told) })).toBe(where)
    expect(circuit.verdict({ ...input, [signal]: told[place]! })).not.toBe('accepted')
  })

  it.each(names.slice(1))('rejects %s in the place before', (signal) => {
    const place = names.indexOf(signal)
    const told = put(put(signals, place, signals[place - 1]!), place - 1, signals[place]!)
    expect(circuit.verdict({ ...input, ...bindSignals(told) })).toBe(where)
    expect(circuit.verdict({ ...input, ...drawn(input.digest, told) })).toBe(where)
  })

  it('rejects another context, which nothing else looks at', () => {
    expect(circuit.verdict({ ...input, context: (input.context as bigint) + 1n })).toBe(where)
    expect(circuit.verdict({ ...input, context: p - (input.context as bigint) })).toBe(where)
  })

  it('accepts the values bound in the order of circuits.json', () => {
    expect(circuit.verdict({ ...input, ...bindSignals(signals) })).toBe('accepted')
  })
})
