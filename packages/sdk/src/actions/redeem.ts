import { underwritingPoolAbi } from '@aceso/abi'
import { type Address, encodeFunctionData } from 'viem'
import { type AcesoClient, accountOf } from '../chain/client.js'
import { claimExit, type ExitPayment, NothingClaimableError } from '../chain/exit.js'
import { read } from '../chain/read.js'

export type RedeemParameters = {
  pool: Address
  /** Of settled exits; by default all that can be claimed. */
  shares?: bigint
  /** Receives the assets; by default the client's account. */
  receiver?: Address
  /** Owner of the exit; by default the client's account. Another one must have made the account its operator. */
  controller?: Address
}
export type RedeemReturnType = ExitPayment

/** Claims the assets of settled exits, by shares. An exit is requested with `requestRedeem`. */
export async function redeem(client: AcesoClient, parameters: RedeemParameters): Promise<RedeemReturnType> {
  const account = accountOf(client).address
  const { pool, receiver = account, controller = account } = parameters
  const contract = { address: pool, abi: underwritingPoolAbi } as const
  const shares =
    parameters.shares ?? (await read(client, { ...contract, functionName: 'maxRedeem', args: [controller] }))
  if (shares === 0n) throw new NothingClaimableError()
  const args = [shares, receiver, controller] as const
  return claimExit(
    client,
    pool,
    encodeFunctionData({ abi: underwritingPoolAbi, functionName: 'redeem', args }),
  )
}
