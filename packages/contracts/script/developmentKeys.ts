import { readFileSync } from 'node:fs'
import { AcesoError, isDevelopmentAccount, isLocalChain } from '@aceso/core'
import type { Address } from 'viem'
import { DevelopmentAccountError } from './deploymentErrors.js'

/** Proving keys that one machine made can forge claims; they are refused wherever money could be real. */
export class DevelopmentKeysError extends AcesoError {
  constructor(chainId: number) {
    super(
      `The circuits' keys come from a development setup, so whoever made them can forge a claim. They are refused on chain ${chainId}. Run a ceremony first.`,
      { name: 'DevelopmentKeysError' },
    )
  }
}

/** Throws `DevelopmentKeysError` unless the chain is local or the circuits' keys come from a ceremony. */
export function assertKeysAllowed(chainId: number, setup: string = readSetup()): void {
  if (setup !== 'ceremony' && !isLocalChain(chainId)) throw new DevelopmentKeysError(chainId)
}

/** Throws `DevelopmentAccountError` unless the chain is local or none of the accounts, by their use, is a development account. */
export function assertAccountsAllowed(chainId: number, accounts: Record<string, Address>): void {
  if (isLocalChain(chainId)) return
  for (const [use, address] of Object.entries(accounts)) {
    if (isDevelopmentAccount(address)) throw new DevelopmentAccountError(use, address, chainId)
  }
}

function readSetup(): string {
  const path = new URL('../../../circuits/artifacts.json', import.meta.url)
  return (JSON.parse(readFileSync(path, 'utf8')) as { setup: string }).setup
}
