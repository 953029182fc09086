import { underwritingPoolAbi } from '@aceso/abi'
import type { Address } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { read } from '../chain/read.js'

export type GetPoolParameters = { pool: Address }

/** A pool's balance sheet, in asset units; `shares` in share units. */
export type GetPoolReturnType = {
  cash: bigint
  unearnedPremium: bigint
  /** Cash less unearned premium: what the shares stand for. */
  assets: bigint
  liability: bigint
  freeCapital: bigint
  shares: bigint
}

/** The pool's balance sheet now. */
export async function getPool(client: AcesoClient, { pool }: GetPoolParameters): Promise<GetPoolReturnType> {
  const figure = (
    functionName: 'cash' | 'unearnedPremium' | 'totalAssets' | 'liability' | 'freeCapital' | 'totalSupply',
  ) => read(client, { address: pool, abi: underwritingPoolAbi, functionName })
  const [cash, unearnedPremium, assets, liability, freeCapital, shares] = await Promise.all([
    figure('cash'),
    figure('unearnedPremium'),
    figure('totalAssets'),
    figure('liability'),
    figure('freeCapital'),
    figure('totalSupply'),
  ])
  return { cash, unearnedPremium, assets, liability, freeCapital, shares }
}
