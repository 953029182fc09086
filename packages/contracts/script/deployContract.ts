import { type Address, concatHex, type Hex } from 'viem'
import { getCode } from 'viem/actions'
import { CREATE2_PROXY, SALT } from './create2.js'
import type { DeployClient } from './DeployClient.js'
import { DeploymentFailedError } from './deploymentErrors.js'
import { sendCall } from './sendCall.js'

export type Deployable = { name: string; initCode: Hex; address: Address }

/**
 * Creates a contract through the proxy unless it is there already. Whoever created it, it is the same: the address
 * says its code and arguments.
 * @returns the block it was created in by this call, if it was
 */
export async function deployContract(
  client: DeployClient,
  { name, initCode, address }: Deployable,
  onProgress: (line: string) => void = () => undefined,
): Promise<bigint | undefined> {
  if (await getCode(client, { address })) {
    onProgress(`${name} is at ${address} already`)
    return undefined
  }
  const what = `Creating ${name} at ${address}`
  const { blockNumber } = await sendCall(client, {
    what,
    target: CREATE2_PROXY,
    data: concatHex([SALT, initCode]),
  })
  if (!(await appears(client, address))) throw new DeploymentFailedError(what)
  onProgress(`${name} created at ${address}`)
  return blockNumber
}

/** Behind one endpoint there may be several nodes, of which the one that answers lags behind for a moment. */
async function appears(client: DeployClient, address: Address): Promise<boolean> {
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await getCode(client, { address })) return true
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  return false
}
