// SPDX-License-Identifier: GPL-3.0-or-later
import { oracleScalar, signMessage } from '@aceso/core'
import { addPoint, inCurve, mulPointEscalar, subOrder } from '@zk-kit/baby-jubjub'
import { describe, expect, it } from 'vitest'
import { compileAlone } from './alone.js'
import { loadBuilt, loadCircuit } from './circuit.js'
import { claimInput, keyOf, privateKey } from './claimFixture.js'
import { drawing, drawn } from './deep.js'
import { eligibilityInput } from './eligibilityFixture.js'
import { equivocationInput } from './equivocationFixture.js'
import { forgeOffCurve, offCurveKey } from './offCurveKey.js'
import { claimSignedBy, eligibilitySignedBy, equivocationSignedBy, type Signer } from './signedBy.js'
import { forgeSmallOrder, signMoved, smallOrders } from './smallOrder.js'

const message = 42n
const offCurve: Signer = { key: offCurveKey, sign: forgeOffCurve }
const small = smallOrders.map(([order, key]): [bigint, Signer] => [
  order,
  { key, sign: (message) => forgeSmallOrder(order, key, message) },
])

describe('points that are no keys', () => {
  it.each(smallOrders)('of order %i, on the curve', (order, point) => {
    expect(inCurve([...point])).toBe(true)
    expect(mulPointEscalar([...point], order)).toEqual([0n, 1n])
    if (order > 1n) expect(mulPointEscalar([...point], order / 2n)).not.toEqual([0n, 1n])
  })

  it('off the curve', () => {
    expect(inCurve([...offCurveKey])).toBe(false)
  })
})

describe('a signature alone', () => {
  const files = compileAlone('signature_of_small_order', 'Signature', '')
  const circuit = loadCircuit(`${files}_js/signature_of_small_order.wasm`)
  const verdict = ({ key, sign }: Signer) => circuit.verdict({ key, message, ...sign(message) })

  it.each(small)('is refused under a key of order %i', (_, signer) => {
    expect(verdict(signer)).not.toBe('accepted')
  })

  // So whoever takes a key in has to look: CommitteeMember, Equivocation.
  it('holds under a key off the curve whose multiples are few, without any private key', () => {
    expect(verdict(offCurve)).toBe('accepted')
  })

  it.each(smallOrders)('holds under a key moved by a point of order %i, for its holder', (_, torsion) => {
    const moved = signMoved(oracleScalar(privateKey(1)), torsion, message)
    expect(circuit.verdict({ key: moved.key, message, ...moved.signature })).toBe('accepted')
  })
})

describe('a key times a challenge', () => {
  const files = compileAlone('key_mul_of_small_order', 'KeyMul', '128')
  const circuit = loadCircuit(`${files}_js/key_mul_of_small_order.wasm`)
  const bitsOf = (value: bigint) => Array.from({ length: 128 }, (_, i) => (value >> BigInt(i)) & 1n)
  const challenge = 0x0123456789abcdef0123456789abcdefn

  // A slope is free there, so that the calculator's hints satisfy what they like: keys of small order are for whoever
  // takes the key in to refuse.
  it.each(smallOrders)('of order %i is refused, or is another point', (_, key) => {
    const input = { key, bits: bitsOf(challenge) }
    const product = circuit.verdict(input) === 'accepted' ? circuit.witness(input).slice(1, 3) : undefined
    expect(product).not.toEqual(mulPointEscalar([...key], (1n << 128n) + 1n + 2n * challenge))
  })

  it.each(smallOrders)('moved by a point of order %i is that product', (_, torsion) => {
    const key = addPoint([...keyOf(1)], [...torsion])
    const factor = (1n << 128n) + 1n + 2n * challenge
    expect(circuit.witness({ key, bits: bitsOf(challenge) }).slice(1, 3)).toEqual(
      mulPointEscalar(key, factor),
    )
  })
})

const places = [0, 1, 2, 3]
const circuits: [circuit: string, places: number[], input: (signer: Signer, place: number) => object][] = [
  ['claim', places, (signer, place) => claimSignedBy(claimInput(), place, signer)],
  ['eligibility', places, (signer, place) => eligibilitySignedBy(eligibilityInput(), place, signer)],
  ['equivocation', [0], (signer) => equivocationSignedBy(equivocationInput(), signer)],
]

describe.each(circuits)(`%s${drawing}`, (name, all, input) => {
  const places = drawn(all, 1)
  const circuit = loadBuilt(name)
  const verdict = (signer: Signer, place = 0) => circuit.verdict(input(signer, place) as never)
  const honest: Signer = { key: keyOf(4), sign: (message) => signMessage(privateKey(4), message) }

  it('accepts another key of the subgroup in its place', () => {
    for (const place of places) expect(verdict(honest, place)).toBe('accepted')
  })

  it('rejects a key off the curve, with a signature that holds', () => {
    for (const place of places) expect(verdict(offCurve, place)).toMatch(/^BabyCheck < /)
  })

  it.each(small)('rejects a key of order %i, seated', (_, signer) => {
    for (const place of places) expect(verdict(signer, place)).toMatch(/Signature < /)
  })
})

describe.each([
  ['claim', () => claimInput()],
  ['eligibility', () => eligibilityInput()],
])('%s', (name, input) => {
  const circuit = loadBuilt(name)

  it.each(smallOrders.filter(([order]) => order > 1n))(
    'rejects a member’s key moved by a point of order %i, which its holder can sign with but has no seat',
    (_, torsion) => {
      const honest = input()
      const scalar = oracleScalar(privateKey(1))
      const moved = (message: bigint) => signMoved(scalar, torsion, message)
      const signer: Signer = { key: moved(0n).key, sign: (message) => moved(message).signature }
      const signed =
        name === 'claim'
          ? claimSignedBy(honest as ReturnType<typeof claimInput>, 0, signer)
          : eligibilitySignedBy(honest as ReturnType<typeof eligibilityInput>, 0, signer)
      expect(circuit.verdict(signed as never)).toBe('accepted')
      const { committee, committeeRoot, digest, challenge, fingerprint } = honest
      const unseated = { ...signed, committee, committeeRoot, digest, challenge, fingerprint }
      expect(circuit.verdict(unseated as never)).toMatch(/^CommitteeMember < /)
      expect(mulPointEscalar([...signer.key], subOrder)).not.toEqual([0n, 1n])
    },
  )
})
