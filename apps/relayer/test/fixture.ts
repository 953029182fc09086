import { contextOf } from '@aceso/core'
import { type ClaimJson, type Deployment, encodeClaim, type PreparedClaim } from '@aceso/sdk'
import { privateKeyToAccount } from 'viem/accounts'

export const address = (seed: string) => `0x${seed.padStart(40, '0')}` as const

export const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)

export const deployment: Deployment = {
  chainId: 31_337,
  startBlock: 0n,
  productCatalog: address('c1'),
  coverDesk: address('cd'),
  claimDesk: address('d1'),
  oracleRegistry: address('e1'),
  attestationTrigger: address('a7'),
  upkeep: address('0b'),
}

/** A claim that names the relayer and pays it five. */
export function claimWith(changes: Partial<PreparedClaim['payment']> = {}): PreparedClaim {
  const payment = {
    recipient: address('a1'),
    relayer: account.address,
    fee: 5n,
    deadline: 7_200n,
    ...changes,
  }
  return {
    chainId: deployment.chainId,
    desk: deployment.claimDesk,
    claim: { terms: 13n, units: 10n, severity: 2n, nullifier: 14n, observationNullifier: 15n },
    payment,
    evidence: {
      proof: [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n],
      digest: 9n,
      policyRoot: 11n,
      committeeRoot: 12n,
      asOf: 3_600n,
    },
    context: contextOf(deployment.chainId, deployment.claimDesk, payment),
  }
}

export const claim = claimWith()
export const claimJson: ClaimJson = encodeClaim(claim)
