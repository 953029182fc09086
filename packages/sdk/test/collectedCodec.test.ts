import { signAttestation } from '@aceso/core'
import { describe, expect, test } from 'vitest'
import {
  type CollectedClaim,
  CollectedClaimInvalidError,
  type CollectedJson,
  decodeCollected,
  encodeCollected,
} from '../src/index.js'

const attestation = {
  domain: 2n ** 250n + 1n,
  subject: 2n ** 251n + 2n,
  measure: 1,
  value: 95n,
  observedAt: 1_750_000_000n,
  linkedAt: 1_740_000_000n,
  observationTag: 2n ** 252n + 3n,
  issuedAt: 1_750_000_123n,
}
const collected: CollectedClaim = {
  attestations: [1, 2, 3].map((seed) => signAttestation(new Uint8Array(32).fill(seed), attestation)),
  severity: 3,
  claimAt: 1_750_090_000n,
}
const written = JSON.stringify(encodeCollected(collected))

test('what was collected comes back whole from text, without what else the action returned', () => {
  expect(decodeCollected(JSON.parse(written))).toEqual(collected)
  const returned = { ...collected, failures: [{ url: 'https://node', error: new Error('down') }] }
  expect(JSON.stringify(encodeCollected(returned))).toBe(written)
})

describe('what is damaged is refused', () => {
  const changed = (change: (json: CollectedJson) => unknown) => {
    const json = JSON.parse(written)
    return change(json) ?? json
  }
  test.each<[string, (json: CollectedJson) => unknown]>([
    ['nothing', () => ({})],
    ['a list', () => []],
    ['without attestations', (json) => ({ ...json, attestations: null })],
    ['with a severity that there is not', (json) => ({ ...json, severity: 4 })],
    ['without a time', (json) => ({ ...json, claimAt: undefined })],
    ['with a time in words', (json) => ({ ...json, claimAt: 'tomorrow' })],
    [
      'with another value',
      (json) => {
        json.attestations[0]!.attestation.value = '96'
      },
    ],
    [
      'with a value that is no number',
      (json) => {
        json.attestations[1]!.attestation.value = 'high'
      },
    ],
    [
      'with a field left out',
      (json) => {
        delete (json.attestations[2]!.attestation as Partial<CollectedJson['attestations'][0]['attestation']>)
          .subject
      },
    ],
    [
      'with another signature',
      (json) => {
        json.attestations[2]!.signature.response = '5'
      },
    ],
  ])('%s', (_, change) => {
    expect(() => decodeCollected(changed(change) as CollectedJson)).toThrow(CollectedClaimInvalidError)
  })
})
