import { hkdfSync } from 'node:crypto'
import { poseidon3 } from 'poseidon-lite'
import { type Address, numberToHex } from 'viem'
import { privateKeyToAccount, privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import {
  accessAccount,
  commitmentOf,
  FIELD_ORDER,
  type Network,
  nullifierOf,
  OutOfRangeError,
  observationNullifierOf,
  secretFromSignature,
  secretRequest,
  subjectOf,
  Tag,
} from '../src/index.js'

const wallet = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const another = privateKeyToAccount(`0x${'22'.repeat(32)}`)
const elsewhere: Address = `0x${'ac'.repeat(20)}`
const network = { chainId: 1, registry: `0x${'ab'.repeat(20)}` as Address }
const networks = [network, { ...network, chainId: 10 }, { ...network, registry: elsewhere }]
const request = secretRequest(network)

const secretOn = async (network: Network) =>
  secretFromSignature(await wallet.signTypedData(secretRequest(network)))

/** The key that RFC 5869 gives, by Node's own implementation. */
function expanded(input: Buffer, purpose: string, length: number): bigint {
  return BigInt(`0x${Buffer.from(hkdfSync('sha256', input, '', purpose, length)).toString('hex')}`)
}

describe('secret', () => {
  test('is another one for another wallet', async () => {
    const signatures = await Promise.all([wallet, another].map((one) => one.signTypedData(request)))
    const [first, second] = signatures.map(secretFromSignature)
    expect(first).not.toBe(second)
  })

  test('is the same whenever and wherever it is derived', async () => {
    const signature = await wallet.signTypedData(request)
    const secret = secretFromSignature(signature)
    expect(secretFromSignature(await wallet.signTypedData(request))).toBe(secret)
    const input = Buffer.from(signature.slice(2), 'hex')
    expect(secret).toBe(expanded(input, 'aceso holder secret', 64) % FIELD_ORDER)
  })

  test('is another one on another chain, and with another registry', async () => {
    expect(new Set(await Promise.all(networks.map(secretOn))).size).toBe(3)
  })

  test('is asked for by a request that names chain and registry, so that a wallet warns on another chain', () => {
    const { chainId, registry } = network
    expect(request.domain).toEqual({ name: 'Aceso', version: '1', chainId, verifyingContract: registry })
  })

  test('is the same however the address of the registry is written', async () => {
    const [lower, checksummed] = [
      '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    ] as const
    expect(await secretOn({ chainId: 1, registry: lower })).toBe(
      await secretOn({ chainId: 1, registry: checksummed }),
    )
  })
})

test('one wallet on three networks and in two committees shows nobody the same thing twice', async () => {
  const committees = [1, 2]
  const secrets = await Promise.all(networks.map(secretOn))
  const seen = secrets.flatMap((secret) => [
    // What nodes see.
    ...committees.map((committeeId) => subjectOf(secret, committeeId)),
    ...committees.map((committeeId) => accessAccount(secret, committeeId).address.toLowerCase()),
    // What the chain shows: of each policy, and of one result under the terms of either committee.
    ...[0n, 1n].map((index) => commitmentOf(secret, index)),
    ...[5n, 6n].map((leaf) => nullifierOf(secret, leaf)),
    ...[7n, 8n].map((terms) => observationNullifierOf(secret, 9n, terms)),
  ])
  expect(seen).toHaveLength(30)
  expect(new Set(seen).size).toBe(seen.length)
  expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
})

describe('what follows from the secret', () => {
  test.each([FIELD_ORDER, -1n])('is refused when the secret is %s', (secret) => {
    expect(() => subjectOf(secret, 1)).toThrow(OutOfRangeError)
    expect(() => commitmentOf(secret, 0n)).toThrow(OutOfRangeError)
    expect(() => accessAccount(secret, 1)).toThrow(OutOfRangeError)
    expect(() => commitmentOf(1n, secret)).toThrow(OutOfRangeError)
  })

  // The claim circuit takes 32 bits, and a number that hashes like another one would make two names of one holder.
  test.each([-1, 2 ** 32, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'is refused for the committee %d',
    (committeeId) => {
      expect(() => subjectOf(5n, committeeId)).toThrow(OutOfRangeError)
      expect(() => accessAccount(5n, committeeId)).toThrow(OutOfRangeError)
      expect(() => subjectOf(5n, 2 ** 32 - 1)).not.toThrow()
    },
  )

  test('the subject is a hash with the committee, and another for another secret or committee', () => {
    expect(subjectOf(5n, 3)).toBe(poseidon3([Tag.subject, 5n, 3n]))
    expect(new Set([subjectOf(5n, 3), subjectOf(6n, 3), subjectOf(5n, 4)]).size).toBe(3)
  })

  test('a commitment is another one for each policy and each holder', () => {
    const commitments = [0n, 1n, 2n, 3n].flatMap((index) => [
      commitmentOf(5n, index),
      commitmentOf(6n, index),
    ])
    expect(new Set(commitments).size).toBe(8)
    expect(commitments).not.toContain(subjectOf(5n, 1))
    expect(commitmentOf(5n, 2n)).toBe(poseidon3([Tag.policy, 5n, 2n]))
  })

  test('the access key is derived, deterministic and not the secret itself', () => {
    const secret = 123_456_789n
    const { address } = accessAccount(secret, 3)
    expect(accessAccount(secret, 3).address).toBe(address)
    expect(address).not.toBe(privateKeyToAddress(numberToHex(secret, { size: 32 })))
    expect(address).not.toBe(accessAccount(secret + 1n, 3).address)
    expect(address).not.toBe(accessAccount(secret, 4).address)
    const input = Buffer.from(numberToHex(secret, { size: 32 }).slice(2), 'hex')
    const key = numberToHex(expanded(input, 'aceso access key 3', 32), { size: 32 })
    expect(address).toBe(privateKeyToAddress(key))
  })
})
