import { underwritingPoolAbi } from '@aceso/abi'
import { type Address, encodeFunctionData } from 'viem'
import { type AcesoClient, accountOf } from '../chain/client.js'
import { claimExit, type ExitPayment, NothingClaimableError } from '../chain/exit.js'
import { read } from '../chain/read.js'

export type WithdrawParameters = {
  pool: Address
  /** Of settled exits, in asset units; by default all that can be claimed. */
  assets?: bigint
  /** Receives the assets; by default the client's account. */
  receiver?: Address
  /** Owner of the exit; by default the client's account. Another one must have made the account its operator. */
  controller?: Address
}
export type WithdrawReturnType = ExitPayment

/** Claims the assets of settled exits, by amount. An exit is requested with `requestRedeem`. */
export async function withdraw(
  client: AcesoClient,
  parameters: WithdrawParameters,
): Promise<WithdrawReturnType> {
  const account = accountOf(client).address
  const { pool, receiver = account, controller = account } = parameters
  const contract = { address: pool, abi: underwritingPoolAbi } as const
  const assets =
    parameters.assets ??
    (await read(client, { ...contract, functionName: 'maxWithdraw', args: [controller] }))
  if (assets === 0n) throw new NothingClaimableError()
  const args = [assets, receiver, controller] as const
  return claimExit(
    client,
    pool,
    encodeFunctionData({ abi: underwritingPoolAbi, functionName: 'withdraw', args }),
  )
}
