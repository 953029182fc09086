import { hkdfSync } from 'node:crypto'
import { poseidon3 } from 'poseidon-lite'
import { type Address, numberToHex } from 'viem'
import { privateKeyToAccount, privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import {
  accessAccount,
  commitmentOf,
  FIELD_ORDER,
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
const request = secretRequest(network)

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
    const networks = [network, { ...network, chainId: 10 }, { ...network, registry: elsewhere }]
    const signatures = await Promise.all(networks.map((one) => wallet.signTypedData(secretRequest(one))))
    const secrets = signatures.map(secretFromSignature)
    expect(new Set(secrets).size).toBe(3)
    // Nothing that any party sees is the same on two networks.
    const seen = secrets.flatMap((secret) => [
      subjectOf(secret, 1),
      accessAccount(secret, 1).address,
      commitmentOf(secret, 0n),
      nullifierOf(secret, 5n),
      observationNullifierOf(secret, 6n, 7n),
    ])
    expect(new Set(seen).size).toBe(15)
  })
})

describe('what follows from the secret', () => {
  test.each([FIELD_ORDER, -1n])('is refused when the secret is %s', (secret) => {
    expect(() => subjectOf(secret, 1)).toThrow(OutOfRangeError)
    expect(() => commitmentOf(secret, 0n)).toThrow(OutOfRangeError)
    expect(() => accessAccount(secret, 1)).toThrow(OutOfRangeError)
    expect(() => commitmentOf(1n, secret)).toThrow(OutOfRangeError)
  })

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
