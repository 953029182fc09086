import { claimDeskAbi } from '@aceso/abi'
import { contextOf } from '@aceso/core'
import { encodeAbiParameters, encodeEventTopics, getAddress, type Hex } from 'viem'
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

/** Of the transaction of the events below. */
export const hash = `0x${'ab'.repeat(32)}` as const
const { nullifier, observationNullifier, terms } = claim.claim
const { recipient, relayer, fee } = claim.payment

type EventName = 'ClaimPaid' | 'ClaimHeld'

/** An event of the desk as a node tells it. */
function logOf(eventName: EventName, indexed: Record<string, bigint>, values: Record<string, unknown>) {
  const event = claimDeskAbi.find((item) => item.type === 'event' && item.name === eventName)!
  const inputs = event.inputs.filter((input) => !('indexed' in input && input.indexed))
  return {
    address: claim.desk as Hex,
    topics: encodeEventTopics({ abi: claimDeskAbi, eventName, args: indexed } as never),
    data: encodeAbiParameters(inputs as never, inputs.map(({ name }) => values[name!]) as never),
    blockNumber: '0x1',
    transactionHash: hash,
    logIndex: '0x0',
  }
}

/** The claim was paid. */
export const paid = (spent = nullifier) =>
  logOf(
    'ClaimPaid',
    { nullifier: spent, productId: 3n },
    { observationNullifier, units: 10n, severity: 2n, recipient, payout: 2_500n, relayer, fee },
  )

/** The claim was held. */
export const held = (spent = nullifier) => {
  const times = { payableAt: 172_800, since: 3_600 }
  const parties = { source: 12n, recipient, amount: 2_500n, relayer, fee, units: 10 }
  const claim = { nullifier: spent, observationNullifier, terms, ...parties, ...times }
  return logOf('ClaimHeld', { heldId: 4n, productId: 3n }, { severity: 2n, claim })
}
