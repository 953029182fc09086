import { coverDeskAbi } from '@aceso/abi'
import {
  ceilTo,
  eligibilityContextOf,
  eligibilityWitness,
  HOUR,
  oracleDomain,
  type Prover,
  type SignedAttestation,
} from '@aceso/core'
import { encodeFunctionData, zeroHash } from 'viem'
import { type AcesoClient, accountOf } from '../chain/client.js'
import { syncCommittee } from '../chain/committee.js'
import { send } from '../chain/send.js'
import { allowanceFor } from '../chain/token.js'
import { baselineOf } from '../product.js'
import { preparePurchase, soldIn } from '../purchase.js'
import type { BuyCoverParameters, BuyCoverReturnType } from './buyCover.js'

export type BuyUnderwrittenCoverParameters = BuyCoverParameters & {
  prover: Prover
  /** Of a result that satisfies the product's rule, as `collectBaseline` returns them. */
  attestations: readonly SignedAttestation[]
}
export type BuyUnderwrittenCoverReturnType = BuyCoverReturnType

/** What stands for no permit: the allowance is there already. */
const NO_PERMIT = { value: 0n, deadline: 0n, v: 0, r: zeroHash, s: zeroHash } as const

/**
 * `buyCover` for a product that asks for a result before the purchase. Proves that the holder has one that satisfies the
 * rule; neither the result nor that two purchases are one person's reaches the chain. Throws the first reason for which
 * that can't be proven, before anything is paid.
 */
export async function buyUnderwrittenCover(
  client: AcesoClient,
  parameters: BuyUnderwrittenCoverParameters,
): Promise<BuyUnderwrittenCoverReturnType> {
  const { deployment, prover, secret, productId, attestations } = parameters
  const { chainId, coverDesk, oracleRegistry } = deployment
  const prepared = await preparePurchase(client, parameters)
  const { purchase, product, index, now } = prepared
  const witness = eligibilityWitness({
    secret,
    index,
    predicate: baselineOf(product),
    committeeId: product.committeeId,
    attestations,
    committee: await syncCommittee(client, deployment, product.committeeId),
    domain: oracleDomain(chainId, oracleRegistry),
    asOf: ceilTo(now, HOUR),
    context: eligibilityContextOf(chainId, coverDesk, accountOf(client).address, productId),
  })
  const { proof } = await prover.proveEligibility(witness)
  const { digest, committeeRoot, asOf } = witness
  const permit = await allowanceFor(client, product.pool, coverDesk, purchase)
  const data = encodeFunctionData({
    abi: coverDeskAbi,
    functionName: 'buyUnderwrittenCover',
    args: [purchase, { proof, digest, committeeRoot, asOf }, permit ?? NO_PERMIT],
  })
  return soldIn(await send(client, coverDesk, data), deployment, prepared)
}
