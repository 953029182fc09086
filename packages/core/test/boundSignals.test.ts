import fc from 'fast-check'
import { poseidon2, poseidon8, poseidon10 } from 'poseidon-lite'
import { concat, keccak256, numberToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../vitest.properties.js'
import {
  bindSignals,
  CANCEL_SIGNALS,
  CLAIM_SIGNALS,
  challengeOf,
  digestOf,
  FIELD_ORDER,
  fingerprintOf,
  OutOfRangeError,
  Tag,
} from '../src/index.js'

const word = (value: bigint) => numberToHex(value, { size: 32 })
const element = fc.bigInt({ min: 0n, max: FIELD_ORDER - 1n })
/** As many values as the claim, the cancellation, or one. */
const signals = fc
  .constantFrom(CLAIM_SIGNALS.length, CANCEL_SIGNALS.length, 1)
  .chain((n) => fc.array(element, { minLength: n, maxLength: n }))
const nine = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n]
const seven = nine.slice(0, 7)

describe('digest', () => {
  test('refuses what is no field element: the value less p would have the same', () => {
    for (const value of [FIELD_ORDER, FIELD_ORDER + 3n, 2n ** 256n - 1n, -1n]) {
      expect(() => digestOf([value])).toThrow(OutOfRangeError)
      expect(() => bindSignals([...seven.slice(1), value])).toThrow('signal 6 must be a whole number')
      expect(() => bindSignals([value, ...seven.slice(1)])).toThrow('signal 0 must be a whole number')
    }
    expect(() => bindSignals([FIELD_ORDER - 1n])).not.toThrow()
  })

  test('differs when a value is changed, missing or moved', () => {
    const others = [
      seven,
      [2n, 1n, ...nine.slice(2)],
      [...nine.slice(0, 7), 9n, 8n],
      ...nine.map((_, place) => nine.map((value, i) => (i === place ? value + 1n : value))),
    ]
    expect(new Set([nine, ...others].map(digestOf)).size).toBe(others.length + 1)
  })

  test('is Poseidon with its own tag in front', () => {
    expect(digestOf([5n])).toBe(poseidon2([Tag.signals, 5n]))
    expect(digestOf(seven)).toBe(poseidon8([Tag.signals, ...seven]))
    expect(digestOf(nine)).toBe(poseidon10([Tag.signals, ...nine]))
  })
})

describe('challenge', () => {
  test('differs when the digest or a value does', () => {
    const others = [
      challengeOf(6n, nine),
      challengeOf(5n, seven),
      challengeOf(5n, [...nine].reverse()),
      challengeOf(1n, [5n, ...nine.slice(1)]),
      ...nine.map((_, place) =>
        challengeOf(
          5n,
          nine.map((value, i) => (i === place ? value + 1n : value)),
        ),
      ),
    ]
    expect(new Set([challengeOf(5n, nine), ...others]).size).toBe(others.length + 1)
  })

  test('is keccak over one word each, reduced into the field', () => {
    fc.assert(
      fc.property(element, signals, (digest, values) => {
        const hash = BigInt(keccak256(concat([digest, ...values].map(word))))
        expect(challengeOf(digest, values)).toBe(hash % FIELD_ORDER)
      }),
    )
  })
})

describe('fingerprint', () => {
  test('is the polynomial Σ signalsⱼ·rʲ⁺¹, j from 0', () => {
    fc.assert(
      fc.property(element, signals, (challenge, values) => {
        let [sum, power] = [0n, 1n]
        for (const value of values) {
          power = (power * challenge) % FIELD_ORDER
          sum = (sum + value * power) % FIELD_ORDER
        }
        expect(fingerprintOf(challenge, values)).toBe(sum)
      }),
    )
    expect(fingerprintOf(10n, nine)).toBe(9_876_543_210n)
  })

  test('agrees for different values at no more points than there are values', () => {
    // (r - 1)(r - 2)·r, so 1, 2 and 0 are the points at which these two agree.
    const [ahead, behind] = [
      [2n, 0n, 1n],
      [0n, 3n, 0n],
    ]
    const agreeing = [0n, 1n, 2n, 3n, 4n, 5n].filter(
      (r) => fingerprintOf(r, ahead) === fingerprintOf(r, behind),
    )
    expect(agreeing).toEqual([0n, 1n, 2n])
  })
})

test('the binding draws its challenge from its own digest and the values', () => {
  fc.assert(
    fc.property(signals, (values) => {
      const { digest, challenge, fingerprint } = bindSignals(values)
      expect(digest).toBe(digestOf(values))
      expect(challenge).toBe(challengeOf(digest, values))
      expect(fingerprint).toBe(fingerprintOf(challenge, values))
    }),
    runs(30),
  )
})
