import { hkdfSync } from 'node:crypto'
import { poseidon2, poseidon3 } from 'poseidon-lite'
import { numberToHex } from 'viem'
import { privateKeyToAccount, privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import {
  accessAccount,
  commitmentOf,
  FIELD_ORDER,
  OutOfRangeError,
  secretFromSignature,
  secretRequest,
  subjectOf,
  Tag,
} from '../src/index.js'

const wallet = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const another = privateKeyToAccount(`0x${'22'.repeat(32)}`)

/** The key that RFC 5869 gives, by Node's own implementation. */
function expanded(input: Buffer, purpose: string, length: number): bigint {
  return BigInt(`0x${Buffer.from(hkdfSync('sha256', input, '', purpose, length)).toString('hex')}`)
}

describe('secret', () => {
  test('is another one for another wallet', async () => {
    const signatures = await Promise.all([wallet, another].map((one) => one.signTypedData(secretRequest)))
    const [first, second] = signatures.map(secretFromSignature)
    expect(first).not.toBe(second)
  })

  test('is the same whenever and wherever it is derived', async () => {
    const signature = await wallet.signTypedData(secretRequest)
    const secret = secretFromSignature(signature)
    expect(secretFromSignature(await wallet.signTypedData(secretRequest))).toBe(secret)
    const input = Buffer.from(signature.slice(2), 'hex')
    expect(secret).toBe(expanded(input, 'aceso holder secret', 64) % FIELD_ORDER)
  })

  test('is asked for without naming a chain or contract', () => {
    expect(Object.keys(secretRequest.domain)).toEqual(['name', 'version'])
  })
})

describe('what follows from the secret', () => {
  test.each([FIELD_ORDER, -1n])('is refused when the secret is %s', (secret) => {
    expect(() => subjectOf(secret)).toThrow(OutOfRangeError)
    expect(() => commitmentOf(secret, 0n)).toThrow(OutOfRangeError)
    expect(() => accessAccount(secret)).toThrow(OutOfRangeError)
    expect(() => commitmentOf(1n, secret)).toThrow(OutOfRangeError)
  })

  test('the subject is its hash, and another for another secret', () => {
    expect(subjectOf(5n)).toBe(poseidon2([Tag.subject, 5n]))
    expect(subjectOf(5n)).not.toBe(subjectOf(6n))
  })

  test('a commitment is another one for each policy and each holder', () => {
    const commitments = [0n, 1n, 2n, 3n].flatMap((index) => [
      commitmentOf(5n, index),
      commitmentOf(6n, index),
    ])
    expect(new Set(commitments).size).toBe(8)
    expect(commitments).not.toContain(subjectOf(5n))
    expect(commitmentOf(5n, 2n)).toBe(poseidon3([Tag.policy, 5n, 2n]))
  })

  test('the access key is derived, deterministic and not the secret itself', () => {
    const secret = 123_456_789n
    const { address } = accessAccount(secret)
    expect(accessAccount(secret).address).toBe(address)
    expect(address).not.toBe(privateKeyToAddress(numberToHex(secret, { size: 32 })))
    expect(address).not.toBe(accessAccount(secret + 1n).address)
    const input = Buffer.from(numberToHex(secret, { size: 32 }).slice(2), 'hex')
    const key = numberToHex(expanded(input, 'aceso access key', 32), { size: 32 })
    expect(address).toBe(privateKeyToAddress(key))
  })
})
