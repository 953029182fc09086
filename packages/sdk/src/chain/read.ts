import type {
  Abi,
  ContractFunctionArgs,
  ContractFunctionName,
  ReadContractParameters,
  ReadContractReturnType,
} from 'viem'
import { readContract } from 'viem/actions'
import { toRevertError } from '../errors/revert.js'
import type { AcesoClient } from './client.js'

/**
 * `readContract` whose reverts arrive as typed errors, and which doesn't say whose client reads: what is read would be
 * joined to the account that bought.
 */
export async function read<
  const abi extends Abi | readonly unknown[],
  name extends ContractFunctionName<abi, 'pure' | 'view'>,
  const args extends ContractFunctionArgs<abi, 'pure' | 'view', name>,
>(
  client: AcesoClient,
  parameters: ReadContractParameters<abi, name, args>,
): Promise<ReadContractReturnType<abi, name, args>> {
  try {
    return await readContract(client, { ...parameters, account: null })
  } catch (error) {
    throw toRevertError(error)
  }
}
