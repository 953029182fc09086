import { coverDeskAbi } from '@aceso/abi'
import { encodeFunctionData } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { send } from '../chain/send.js'
import { allowanceFor } from '../chain/token.js'
import { type BoughtPolicy, type PolicyPurchaseParameters, preparePurchase, soldIn } from '../purchase.js'

export type BuyCoverParameters = PolicyPurchaseParameters
export type BuyCoverReturnType = BoughtPolicy

/**
 * Buys cover that starts now. Takes one transaction with a token that has EIP-2612 permits, otherwise an approval
 * before it. Nothing about the holder but the paying account reaches the chain.
 */
export async function buyCover(
  client: AcesoClient,
  parameters: BuyCoverParameters,
): Promise<BuyCoverReturnType> {
  const { deployment } = parameters
  const prepared = await preparePurchase(client, parameters)
  const { purchase, product } = prepared
  const permit = await allowanceFor(client, product.pool, deployment.coverDesk, purchase)
  const data = permit
    ? encodeFunctionData({ abi: coverDeskAbi, functionName: 'buyCoverWithPermit', args: [purchase, permit] })
    : encodeFunctionData({ abi: coverDeskAbi, functionName: 'buyCover', args: [purchase] })
  return soldIn(await send(client, deployment.coverDesk, data), deployment, prepared)
}
