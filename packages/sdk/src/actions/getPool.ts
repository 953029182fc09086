import { underwritingPoolAbi } from '@aceso/abi'
import type { Address } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { read } from '../chain/read.js'

export type GetPoolParameters = { pool: Address }

/**
 * A pool's balance sheet, in asset units; `shares` in share units. Cash is the sum of assets, exiting, reserved and
 * unearned premium, to the unit.
 */
export type GetPoolReturnType = {
  cash: bigint
  unearnedPremium: bigint
  /** What the shares stand for. */
  assets: bigint
  /** Of those on their way out, not settled yet. */
  exiting: bigint
  /** What belongs to somebody already: settled exits, held and kept payouts, fees. */
  reserved: bigint
  /** What may still have to be paid, as last advanced. */
  liability: bigint
  /** What exits could take out now. */
  freeCapital: bigint
  /** Claims that wait to be paid, and the liability kept beside them in case they are voided. */
  heldPayouts: { amount: bigint; liability: bigint }
  /** What can still be paid at once now; a larger claim is held. */
  instantLimit: bigint
  /** Whether there are exits that were not settled in this week. */
  isSettlementDue: boolean
  shares: bigint
}

type Figure =
  | 'cash'
  | 'unearnedPremium'
  | 'totalAssets'
  | 'exiting'
  | 'reserved'
  | 'liability'
  | 'freeCapital'
  | 'instantLimit'
  | 'totalSupply'

/** The pool's balance sheet now. */
export async function getPool(client: AcesoClient, { pool }: GetPoolParameters): Promise<GetPoolReturnType> {
  const contract = { address: pool, abi: underwritingPoolAbi } as const
  const figure = (functionName: Figure) => read(client, { ...contract, functionName })
  const [
    [amount, liabilityOfHeld],
    isSettlementDue,
    cash,
    unearnedPremium,
    assets,
    exiting,
    reserved,
    liability,
    freeCapital,
    instantLimit,
    shares,
  ] = await Promise.all([
    read(client, { ...contract, functionName: 'heldPayouts' }),
    read(client, { ...contract, functionName: 'isSettlementDue' }),
    figure('cash'),
    figure('unearnedPremium'),
    figure('totalAssets'),
    figure('exiting'),
    figure('reserved'),
    figure('liability'),
    figure('freeCapital'),
    figure('instantLimit'),
    figure('totalSupply'),
  ])
  return {
    cash,
    unearnedPremium,
    assets,
    exiting,
    reserved,
    liability,
    freeCapital,
    heldPayouts: { amount, liability: liabilityOfHeld },
    instantLimit,
    isSettlementDue,
    shares,
  }
}
