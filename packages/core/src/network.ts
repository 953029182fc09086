import { type Address, bytesToHex, getAddress } from 'viem'
import { mnemonicToAccount, privateKeyToAddress } from 'viem/accounts'

/** Chains that exist on one machine only. Development keys, of circuits and of accounts, are refused elsewhere. */
const LOCAL_CHAIN_IDS: readonly number[] = [1337, 31337, 31338]

/** The phrase of every local development chain. Public: whatever it owns elsewhere is anybody's. */
export const DEVELOPMENT_MNEMONIC = 'test test test test test test test test test test test junk'

export function isLocalChain(chainId: number): boolean {
  return LOCAL_CHAIN_IDS.includes(chainId)
}

/** Whether anybody knows the key of `address`, because it comes from the development phrase. */
export function isDevelopmentAccount(address: Address): boolean {
  known ??= developmentAddresses()
  return known.has(getAddress(address))
}

let known: ReadonlySet<Address> | undefined

/** The first twenty. All come from one node of the tree of keys: to begin at the phrase takes longer than all the rest. */
function developmentAddresses(): ReadonlySet<Address> {
  const node = mnemonicToAccount(DEVELOPMENT_MNEMONIC, { path: "m/44'/60'/0'/0" }).getHdKey()
  const keys = Array.from({ length: 20 }, (_, index) => node.deriveChild(index).privateKey)
  return new Set(keys.flatMap((key) => (key ? [privateKeyToAddress(bytesToHex(key))] : [])))
}
