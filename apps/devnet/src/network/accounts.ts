import { DEVELOPMENT_MNEMONIC } from '@aceso/core'
import { bytesToHex, type Hex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'

/** Development accounts, funded on the local chain. Their keys are public: never use them anywhere else. */
const names = ['deployer', 'liquidityProvider', 'policyholder', 'relayer'] as const
export type AccountName = (typeof names)[number]

export function developmentAccount(name: AccountName) {
  return mnemonicToAccount(DEVELOPMENT_MNEMONIC, { addressIndex: names.indexOf(name) })
}

/** The account of the operator of oracle node `number`, counted from 1. */
export function operatorAccount(number: number) {
  return mnemonicToAccount(DEVELOPMENT_MNEMONIC, { addressIndex: names.length + number - 1 })
}

export function developmentKey(name: AccountName): Hex {
  return bytesToHex(developmentAccount(name).getHdKey().privateKey as Uint8Array)
}
