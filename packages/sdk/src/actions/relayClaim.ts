import { type Address, getAddress, type Hex, isHash } from 'viem'
import { waitForTransactionReceipt } from 'viem/actions'
import { parsed } from '../answer.js'
import type { AcesoClient } from '../chain/client.js'
import type { PreparedClaim } from '../claim.js'
import { encodeClaim } from '../claimCodec.js'
import { requestJson } from '../http.js'
import { claimReceipt, type SubmitClaimReturnType } from './submitClaim.js'

/** The base URL of a relayer. */
export type RelayerUrl = string

/** A relayer's account and its fee per claim, in asset units. */
export type RelayerInfo = { address: Address; fee: bigint }

export type RelayClaimParameters = { relayer: RelayerUrl; claim: PreparedClaim }
export type RelayClaimReturnType = SubmitClaimReturnType

/** Who relays, and for how much: what `prepareClaim` takes as `relayer`. */
export async function relayerInfo(relayer: RelayerUrl): Promise<RelayerInfo> {
  const answer = await requestJson<{ address: string; fee: string }>({ url: relayer, path: '/v1/info' })
  return parsed(relayer, () => ({ address: getAddress(answer.address), fee: BigInt(answer.fee) }))
}

/**
 * Hands a claim to a relayer, which submits it for the fee that the proof is bound to. What became of it is read from the
 * chain, not believed of the relayer.
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
  await waitForTransactionReceipt(client, { hash, pollingInterval: 200 })
  return claimReceipt(client, { hash, claim })
}

function transactionHash(value: string): Hex {
  if (!isHash(value)) throw new TypeError('not a transaction hash')
  return value
}
