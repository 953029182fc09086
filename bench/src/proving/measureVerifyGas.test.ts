import { expect, it } from 'vitest'
import { intrinsicGas } from './measureVerifyGas.js'

it('charges calldata by the byte, less for a zero', () => {
  expect(intrinsicGas('0x')).toBe(21_000)
  expect(intrinsicGas('0x00ff0001')).toBe(21_000 + 2 * 4 + 2 * 16)
})
