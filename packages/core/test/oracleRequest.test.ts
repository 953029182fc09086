import { describe, expect, test } from 'vitest'
import {
  accessAccount,
  type OracleRequest,
  oraclePublicKey,
  signOracleRequest,
  verifyOracleRequest,
} from '../src/index.js'

const access = accessAccount(5n, 1)
const request: OracleRequest = {
  oracle: oraclePublicKey(new Uint8Array(32).fill(1)),
  subject: 11n,
  purpose: 'attestation',
  body: '{"subject":"11"}',
  timestamp: 1_750_000_000n,
}
const headers = await signOracleRequest(access, request)
const signature = headers['aceso-signature']

describe('a signed request', () => {
  test.each<[string, Partial<OracleRequest>]>([
    ['node', { oracle: oraclePublicKey(new Uint8Array(32).fill(2)) }],
    ['node whose x alone is the same', { oracle: [request.oracle[0], request.oracle[1] + 1n] }],
    ['subject', { subject: 12n }],
    ['purpose', { purpose: 'observations' }],
    ['body', { body: '{"subject": "11"}' }],
    ['empty body', { body: '' }],
    ['time', { timestamp: request.timestamp + 1n }],
  ])('is worth nothing for another %s', async (_, change) => {
    expect(await verifyOracleRequest(access.address, { ...request, ...change }, signature)).toBe(false)
  })

  test("is worth nothing for another subject's access key", async () => {
    expect(await verifyOracleRequest(accessAccount(6n, 1).address, request, signature)).toBe(false)
  })

  test.each(['0x', '0x00', `0x${'00'.repeat(65)}`, `0x${'ff'.repeat(65)}`, 'no hex'] as `0x${string}`[])(
    'is refused, without throwing, with the signature %s',
    async (malformed) => {
      expect(await verifyOracleRequest(access.address, request, malformed)).toBe(false)
    },
  )

  test('verifies as it was signed, with the time that its headers tell', async () => {
    const timestamp = BigInt(headers['aceso-timestamp'])
    expect(timestamp).toBe(request.timestamp)
    expect(await verifyOracleRequest(access.address, { ...request, timestamp }, signature)).toBe(true)
  })
})
