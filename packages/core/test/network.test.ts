import { mnemonicToAccount, privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { DEVELOPMENT_MNEMONIC, isDevelopmentAccount, isLocalChain } from '../src/index.js'

describe('local chains', () => {
  test.each([1, 10, 137, 8453, 42161, 11155111, 84532, 0, -31337, 31336, 31339, Number.NaN])(
    '%s is public',
    (chainId) => expect(isLocalChain(chainId)).toBe(false),
  )

  test.each([1337, 31337, 31338])('%i is local', (chainId) => expect(isLocalChain(chainId)).toBe(true))
})

describe('development accounts', () => {
  const derived = (addressIndex: number) => mnemonicToAccount(DEVELOPMENT_MNEMONIC, { addressIndex }).address

  test('are not those of another key', () => {
    expect(isDevelopmentAccount(privateKeyToAddress(`0x${'11'.repeat(32)}`))).toBe(false)
    expect(isDevelopmentAccount('0x0000000000000000000000000000000000000000')).toBe(false)
  })

  test('are the first twenty of the phrase that everybody knows', () => {
    expect(derived(0)).toBe('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')
    expect(isDevelopmentAccount(derived(0))).toBe(true)
    expect(isDevelopmentAccount(derived(19))).toBe(true)
    expect(isDevelopmentAccount(derived(7).toLowerCase() as `0x${string}`)).toBe(true)
  })
})
