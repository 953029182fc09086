import { type ClaimJson, contextOfClaim, type Deployment, encodeClaim, type PreparedClaim } from '@aceso/sdk'
import { privateKeyToAccount } from 'viem/accounts'

const address = (seed: string) => `0x${seed.padStart(40, '0')}` as const

export const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)

export const deployment: Deployment = {
  chainId: 31_337,
  startBlock: 0n,
  productCatalog: address('c1'),
  policyBook: address('b1'),
  coverDesk: address('cd'),
  claimDesk: address('d1'),
  oracleRegistry: address('e1'),
}

/** A claim that names the relayer and pays it five. */
export function claimWith(payment: Partial<PreparedClaim['payment']> = {}): PreparedClaim {
  const unbound: PreparedClaim = {
    chainId: deployment.chainId,
    desk: deployment.claimDesk,
    proof: [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n],
    signals: {
      policyRoot: 11n,
      committeeRoot: 12n,
      terms: 13n,
      units: 10n,
      severity: 2n,
      nullifier: 14n,
      observationNullifier: 15n,
      asOf: 3_600n,
    },
    payment: { recipient: address('a1'), relayer: account.address, fee: 5n, deadline: 7_200n, ...payment },
    context: 0n,
  }
  return { ...unbound, context: contextOfClaim(unbound) }
}

export const claim = claimWith()
export const claimJson: ClaimJson = encodeClaim(claim)
