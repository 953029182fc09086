// SPDX-License-Identifier: GPL-3.0-or-later
import { bindSignals, committeeSeats, hash, signMessage } from '@aceso/core'
import { Base8, mulPointEscalar } from '@zk-kit/baby-jubjub'
import { put } from './bookFixture.js'
import type { Input } from './calculator.js'
import { p } from './circuit.js'
import { committeeOf, keyOf, OUTSIDER, privateKey } from './claimFixture.js'
import type { Alone } from './dropped.js'
import { divide } from './forced/field.js'
import { offCurveKey } from './offCurveKey.js'
import { signSecondForm } from './secondForm.js'

const message = 42n
const key = keyOf(1)
const signed = (changes: object = {}): Input => ({
  key,
  message,
  ...signMessage(privateKey(1), message),
  ...changes,
})
const montgomery = (factor: bigint) => {
  const [x, y] = mulPointEscalar(Base8, factor)
  const u = divide(1n + y, 1n - y)
  return [u, divide(u, x)]
}
const bitsOf = (value: bigint, size: number) =>
  Array.from({ length: size }, (_, i) => (value >> BigInt(i)) & 1n)
/** Just below the field's order down to one of the words of 32 bits, and 0 below that. */
const below = (place: number) =>
  (((p - 1n) >> BigInt(32 * place)) - (place === 0 ? 0n : 1n)) << BigInt(32 * place)
const seats = committeeSeats(committeeOf([]))

const times = {
  renewed: 0n,
  start: 1_000n,
  end: 9_000n,
  waiting: 100n,
  claimWindow: 500n,
  linkGrace: 50n,
  observedAt: 2_000n,
  linkedAt: 1_040n,
  issuedAt: 2_100n,
  asOf: 2_200n,
}
const leaf = {
  commitment: 1n,
  terms: 2n,
  renewable: 0n,
  renewed: 1n,
  units: 5n,
  start: 1_000n,
  end: 9_000n,
  leafIndex: 3n,
}
const result = { severity: 2n, comparator: 0n, thresholds: [10n, 20n, 30n], value: 25n }
const bound = { signals: [5n, 6n], ...bindSignals([5n, 6n]) }
const lowest = put([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n], 3, 77n)
const path = [lowest, put([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n], 5, hash('node', ...lowest))]
const place = { leaf: 77n, index: 5n * 8n + 3n, path }

/** Templates whose statements are dropped one at a time. */
export const alone: Record<string, Alone> = {
  DoubleAndAdd: {
    template: 'DoubleAndAdd',
    accepted: () => [{ p: montgomery(5n), q: montgomery(3n) }],
    refused: () => [],
  },
  CommitteeMember: {
    template: 'CommitteeMember',
    accepted: () => [{ seats, key: [...key] }],
    refused: () => [
      { seats, key: [...keyOf(OUTSIDER)] },
      { seats: seats.with(1, offCurveKey[0]), key: [...offCurveKey] },
    ],
  },
  Different: {
    template: 'Different',
    accepted: () => [{ left: 1n, right: 2n }],
    refused: () => [{ left: 2n, right: 2n }],
  },
  AtMostConstant: {
    template: 'AtMostConstant',
    parameters: '254, -1',
    accepted: () => Array.from({ length: 8 }, (_, place) => ({ bits: bitsOf(below(place), 254) })),
    refused: () => [p, p + 2n ** 32n, 2n ** 254n - 1n].map((value) => ({ bits: bitsOf(value, 254) })),
  },
  Signature: {
    template: 'Signature',
    accepted: () => [signed()],
    refused: () => [
      signed({ message: 43n }),
      signed(signSecondForm(privateKey(1), message)),
      signed({ key: [0n, 1n] }),
      signed({ key: [0n, p - 1n] }),
    ],
  },
  KeyMul: {
    template: 'KeyMul',
    parameters: '8',
    accepted: () => [{ key: [...key], bits: bitsOf(0xa5n, 8) }],
    refused: () => [],
  },
  SelectChild: {
    template: 'SelectChild',
    accepted: () => [{ children: [11n, 12n, 13n, 14n, 15n, 16n, 17n, 18n], position: [1n, 0n, 1n] }],
    refused: () => [],
  },
  MerklePath: {
    template: 'MerklePath',
    parameters: '2',
    accepted: () => [place],
    refused: () => [
      { ...place, leaf: 78n },
      { ...place, index: place.index + 64n },
      { ...place, path: [put(lowest, 0, 9n), path[1]!] },
    ],
  },
  ActiveFlags: {
    template: 'ActiveFlags',
    parameters: '8',
    accepted: () => [1n, 5n, 8n].map((count) => ({ count })),
    refused: () => [0n, 9n].map((count) => ({ count })),
  },
  Meets: {
    template: 'Meets',
    accepted: () => [{ comparator: 0n, threshold: 5n, value: 9n }],
    refused: () => [
      { comparator: 0n, threshold: 9n, value: 5n },
      { comparator: 1n, threshold: 5n, value: 9n },
    ],
  },
  Tier: {
    template: 'Tier',
    accepted: () => [result],
    refused: () => [
      { ...result, severity: 0n },
      { ...result, severity: 3n },
      { ...result, value: 20n + 2n ** 64n - 1n },
    ],
  },
  PolicyLeaf: {
    template: 'PolicyLeaf',
    accepted: () => [leaf],
    refused: () => [
      { ...leaf, renewable: 2n },
      { ...leaf, renewed: 2n },
      { ...leaf, units: 2n ** 32n },
      { ...leaf, start: 2n ** 40n },
      { ...leaf, end: 2n ** 40n },
    ],
  },
  ClaimTimes: {
    template: 'ClaimTimes',
    accepted: () => [times],
    refused: () => [
      { ...times, observedAt: 1_099n },
      { ...times, end: 1_999n, claimWindow: 5_000n },
      { ...times, linkedAt: p - 1n },
      { ...times, linkedAt: 2_001n, linkGrace: 5_000n },
      { ...times, linkedAt: 1_051n },
      { ...times, issuedAt: 1_999n },
      { ...times, asOf: 2_099n },
      { ...times, end: 2_000n, claimWindow: 199n },
    ],
  },
  BoundSignals: {
    template: 'BoundSignals',
    parameters: '2',
    accepted: () => [bound],
    refused: () => [
      { ...bound, digest: bound.digest + 1n },
      { ...bound, fingerprint: bound.fingerprint + 1n },
    ],
  },
}
