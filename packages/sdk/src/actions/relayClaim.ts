import { claimDeskAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'
import { type Address, getAddress, type Hex, isHash } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import { parsed } from '../answer.js'
import { type ClaimOutcome, claimOutcome } from '../chain/claimOutcome.js'
import type { AcesoClient } from '../chain/client.js'
import { BLOCK_RANGE } from '../chain/events.js'
import type { PreparedClaim } from '../claim.js'
import { encodeClaim } from '../claimCodec.js'
import { requestJson } from '../http.js'

/** The base URL of a relayer. */
export type RelayerUrl = string

/** A relayer's account and its fee per claim, in asset units. */
export type RelayerInfo = { address: Address; fee: bigint }

export type RelayClaimParameters = { relayer: RelayerUrl; claim: PreparedClaim }
/** `hash`: the transaction in which it was. */
export type RelayClaimReturnType = ClaimOutcome & { hash: Hex }

export class RelayedClaimNotFoundError extends AcesoError {
  constructor(hash: Hex) {
    super("The relayer says that it has submitted the claim, but the chain doesn't have it.", {
      name: 'RelayedClaimNotFoundError',
      metaMessages: [
        `Transaction, as the relayer says: ${hash}`,
        'See whether the policy has ended (restorePolicies); if not, hand the claim to another relayer.',
      ],
    })
  }
}

/** Milliseconds for which the chain is looked through; a relayer answers when the claim is on it. */
const PATIENCE = 180_000

/** Who relays, and for how much: what `prepareClaim` takes as `relayer`. */
export async function relayerInfo(relayer: RelayerUrl): Promise<RelayerInfo> {
  const answer = await requestJson<{ address: string; fee: string }>({ url: relayer, path: '/v1/info' })
  return parsed(relayer, () => ({ address: getAddress(answer.address), fee: BigInt(answer.fee) }))
}

/**
 * Hands a claim to a relayer, which submits it for the fee that the proof is bound to. What became of it is read from the
 * chain, not believed of the relayer, and found among everybody's claims, so that the endpoint doesn't learn whose it is.
 */
export async function relayClaim(
  client: AcesoClient,
  { relayer, claim }: RelayClaimParameters,
): Promise<RelayClaimReturnType> {
  const body = JSON.stringify(encodeClaim(claim))
  const answer = await requestJson<{ hash: string }>({
    url: relayer,
    path: '/v1/claims',
    body,
    timeout: 60_000,
  })
  const hash = parsed(relayer, () => transactionHash(answer.hash))
  return (await lookFor(client, claim)) ?? notFound(hash)
}

const events = claimDeskAbi.filter(
  (item) => item.type === 'event' && (item.name === 'ClaimPaid' || item.name === 'ClaimHeld'),
)

/** Looks through the latest blocks, as many as an endpoint gives at a time; undefined when patience ends. */
async function lookFor(client: AcesoClient, claim: PreparedClaim): Promise<RelayClaimReturnType | undefined> {
  for (const start = Date.now(); Date.now() - start < PATIENCE; await pause(client.pollingInterval)) {
    const { number: toBlock, timestamp } = await getBlock(client, { blockTag: 'latest' })
    const fromBlock = toBlock > BLOCK_RANGE ? toBlock - BLOCK_RANGE : 0n
    const logs = await getLogs(client, { address: claim.desk, events, fromBlock, toBlock })
    const found = claimOutcome(logs, claim)
    if (found) return { ...found.outcome, hash: found.log.transactionHash }
    if (timestamp > claim.payment.deadline) return undefined
  }
  return undefined
}

function notFound(hash: Hex): never {
  throw new RelayedClaimNotFoundError(hash)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function transactionHash(value: string): Hex {
  if (!isHash(value)) throw new TypeError('not a transaction hash')
  return value
}
