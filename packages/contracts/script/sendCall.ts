import type { TransactionReceipt } from 'viem'
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import type { DeployClient } from './DeployClient.js'
import { DeploymentFailedError, type NeededCall } from './deploymentErrors.js'

/** Sends a call and waits for it; throws `DeploymentFailedError` when it reverts. */
export async function sendCall(
  client: DeployClient,
  { what, target, data }: NeededCall,
): Promise<TransactionReceipt> {
  const receipt = await send(client, target, data).catch((error: Error) => {
    throw new DeploymentFailedError(what, error)
  })
  if (receipt.status !== 'success') throw new DeploymentFailedError(what)
  return receipt
}

async function send(client: DeployClient, to: NeededCall['target'], data: NeededCall['data']) {
  const hash = await sendTransaction(client, {
    account: client.account,
    chain: client.chain ?? null,
    to,
    data,
  })
  return waitForTransactionReceipt(client, { hash, pollingInterval: 100 })
}
