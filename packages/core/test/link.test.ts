import { createHash } from 'node:crypto'
import { getAddress } from 'viem'
import { expect, test } from 'vitest'
import { FIELD_ORDER, linkNonce, OutOfRangeError } from '../src/index.js'

const key = getAddress('0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed')
const anotherKey = getAddress('0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359')

test('refuses a subject that is no field element', () => {
  expect(() => linkNonce(FIELD_ORDER, key)).toThrow(OutOfRangeError)
  expect(() => linkNonce(-1n, key)).toThrow(OutOfRangeError)
})

test('is another one for another subject or access key', () => {
  const nonces = [linkNonce(1n, key), linkNonce(2n, key), linkNonce(1n, anotherKey)]
  expect(new Set(nonces).size).toBe(3)
})

test('is SHA-256 of its words in hex, however the address is written', () => {
  const words = `aceso link|1|${key.toLowerCase()}`
  expect(linkNonce(1n, key)).toBe(createHash('sha256').update(words).digest('hex'))
  expect(linkNonce(1n, key.toLowerCase() as typeof key)).toBe(linkNonce(1n, key))
})
