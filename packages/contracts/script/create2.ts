import { type Address, getCreate2Address, type Hex, stringToHex } from 'viem'

/** The canonical deterministic-deployment proxy: takes salt and creation code, and is the same on every chain. */
export const CREATE2_PROXY: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/** Of every contract. Another one makes another set of addresses, beside those there are. */
export const SALT: Hex = stringToHex('aceso-1', { size: 32 })

/** Where the proxy puts the contract that this code creates. */
export function create2Address(code: Hex): Address {
  return getCreate2Address({ from: CREATE2_PROXY, salt: SALT, bytecode: code })
}
