import { claimDeskAbi } from '@aceso/abi'
import { decodeFunctionData, size, sliceHex } from 'viem'
import { expect, test } from 'vitest'
import { claimCalldata, encodeEvidence } from '../src/index.js'
import { claim } from './claimFixture.js'

test('evidence is twelve words in the order of the Solidity struct, without an offset', () => {
  const bytes = encodeEvidence(claim.evidence)
  expect(size(bytes)).toBe(384)
  const words = Array.from({ length: 12 }, (_, i) => BigInt(sliceHex(bytes, 32 * i, 32 * i + 32)))
  const { proof, digest, policyRoot, committeeRoot, asOf } = claim.evidence
  expect(words).toEqual([...proof, digest, policyRoot, committeeRoot, asOf])
})

test('calldata states the claim, its payment and its evidence', () => {
  const { functionName, args } = decodeFunctionData({ abi: claimDeskAbi, data: claimCalldata(claim) })
  expect(functionName).toBe('submitClaim')
  expect(args).toMatchObject([claim.claim, claim.payment, encodeEvidence(claim.evidence)])
})
