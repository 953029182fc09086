import type { Deployment, PreparedClaim } from '../src/index.js'
import { contextOfClaim } from '../src/index.js'

const address = (seed: string) => `0x${seed.padStart(40, '0')}` as const

export const deployment: Deployment = {
  chainId: 31_337,
  startBlock: 0n,
  productCatalog: address('c1'),
  policyBook: address('b1'),
  coverDesk: address('cd'),
  claimDesk: address('d1'),
  oracleRegistry: address('e1'),
}

const unbound = {
  chainId: deployment.chainId,
  desk: deployment.claimDesk,
  proof: [1n, 2n, 3n, 4n, 5n, 6n, 7n, 2n ** 254n],
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
  payment: { recipient: address('a1'), relayer: address('f1'), fee: 5n, deadline: 7_200n },
  context: 0n,
} satisfies PreparedClaim

export const claim: PreparedClaim = { ...unbound, context: contextOfClaim(unbound) }
