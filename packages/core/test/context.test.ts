import { concat, keccak256, numberToHex, pad, zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { contextOf, FIELD_ORDER, type Payment } from '../src/index.js'

const desk = '0x00000000000000000000000000000000000000d1'
const payment: Payment = {
  recipient: '0x00000000000000000000000000000000000000a1',
  relayer: '0x00000000000000000000000000000000000000b1',
  fee: 5n,
  deadline: 1_750_000_000n,
}

test('differs when anything that is paid, or where, differs', () => {
  const contexts = [
    contextOf(31_337, desk, payment),
    contextOf(1, desk, payment),
    contextOf(31_337, payment.recipient, payment),
    contextOf(31_337, desk, { ...payment, recipient: desk }),
    contextOf(31_337, desk, { ...payment, relayer: zeroAddress }),
    contextOf(31_337, desk, { ...payment, recipient: payment.relayer, relayer: payment.recipient }),
    contextOf(31_337, desk, { ...payment, fee: 6n }),
    contextOf(31_337, desk, { ...payment, deadline: 1_750_000_001n }),
  ]
  expect(new Set(contexts).size).toBe(contexts.length)
})

test('is keccak over six words without its low byte, so that it fits the field', () => {
  const words = [
    numberToHex(31_337, { size: 32 }),
    pad(desk),
    pad(payment.recipient),
    pad(payment.relayer),
    numberToHex(5, { size: 32 }),
    numberToHex(1_750_000_000n, { size: 32 }),
  ]
  const context = contextOf(31_337, desk, payment)
  expect(context).toBe(BigInt(keccak256(concat(words)).slice(0, -2)))
  expect(context < 2n ** 248n && context < FIELD_ORDER).toBe(true)
})

test('does not depend on how an address is written', () => {
  const checksummed = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
  const lower = checksummed.toLowerCase() as typeof checksummed
  expect(contextOf(1, lower, { ...payment, recipient: lower })).toBe(
    contextOf(1, checksummed, { ...payment, recipient: checksummed }),
  )
})
