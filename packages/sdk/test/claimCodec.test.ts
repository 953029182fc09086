import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeClaim, encodeClaim, type PreparedClaim } from '../src/index.js'
import { claim } from './claimFixture.js'

const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })
const address = fc
  .bigInt({ min: 0n, max: 2n ** 160n - 1n })
  .map((value) => `0x${value.toString(16).padStart(40, '0')}` as const)

const claims: fc.Arbitrary<PreparedClaim> = fc.record({
  chainId: fc.integer({ min: 1 }),
  desk: address,
  claim: fc.record({
    terms: word,
    units: word,
    severity: word,
    nullifier: word,
    observationNullifier: word,
  }),
  payment: fc.record({ recipient: address, relayer: address, fee: word, deadline: word }),
  evidence: fc.record({
    proof: fc.tuple(word, word, word, word, word, word, word, word),
    digest: word,
    policyRoot: word,
    committeeRoot: word,
    asOf: word,
  }),
  context: word,
})

test('a claim that went through JSON is the claim', () => {
  fc.assert(
    fc.property(claims, (any) => {
      expect(decodeClaim(JSON.parse(JSON.stringify(encodeClaim(any))))).toEqual(any)
    }),
  )
})

test('numbers are decimal strings', () => {
  const { claim: stated, payment, evidence, context } = encodeClaim(claim)
  const { proof, ...shown } = evidence
  const numbers = [
    ...proof,
    ...Object.values(shown),
    ...Object.values(stated),
    payment.fee,
    payment.deadline,
    context,
  ]
  expect(numbers).toHaveLength(20)
  for (const number of numbers) expect(number).toMatch(/^\d+$/)
  expect(proof[7]).toBe((2n ** 254n).toString())
})

test('coding leaves the claim as it is', () => {
  const before = structuredClone(claim)
  const json = encodeClaim(claim)
  const sent = structuredClone(json)
  decodeClaim(json)
  expect(claim).toEqual(before)
  expect(json).toEqual(sent)
})
