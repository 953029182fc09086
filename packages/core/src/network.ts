import { type Address, isAddressEqual } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'

/** Chains that exist on one machine only. Development keys, of circuits and of accounts, are refused elsewhere. */
const LOCAL_CHAIN_IDS: readonly number[] = [1337, 31337, 31338]

/** The phrase of every local development chain. Public: whatever it owns elsewhere is anybody's. */
export const DEVELOPMENT_MNEMONIC = 'test test test test test test test test test test test junk'

export function isLocalChain(chainId: number): boolean {
  return LOCAL_CHAIN_IDS.includes(chainId)
}

/** Whether anybody knows the key of `address`, because it comes from the development phrase. */
export function isDevelopmentAccount(address: Address): boolean {
  const accounts = Array.from({ length: 20 }, (_, addressIndex) =>
    mnemonicToAccount(DEVELOPMENT_MNEMONIC, { addressIndex }),
  )
  return accounts.some((account) => isAddressEqual(account.address, address))
}
