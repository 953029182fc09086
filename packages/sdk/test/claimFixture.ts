import { contextOf } from '@aceso/core'
import { getAddress } from 'viem'
import type { Deployment, PreparedClaim } from '../src/index.js'

export const address = (seed: string) => getAddress(`0x${seed.padStart(40, '0')}`)

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

const payment = { recipient: address('a1'), relayer: address('f1'), fee: 5n, deadline: 7_200n }

export const claim: PreparedClaim = {
  chainId: deployment.chainId,
  desk: deployment.claimDesk,
  claim: { terms: 13n, units: 10n, severity: 2n, nullifier: 14n, observationNullifier: 15n },
  payment,
  evidence: {
    proof: [1n, 2n, 3n, 4n, 5n, 6n, 7n, 2n ** 254n],
    digest: 9n,
    policyRoot: 11n,
    committeeRoot: 12n,
    asOf: 3_600n,
  },
  context: contextOf(deployment.chainId, deployment.claimDesk, payment),
}
