import { type Address, encodeFunctionData, erc20Abi } from 'viem'
import { readContract } from 'viem/actions'
import { artifactOf, creationCode } from './artifact.js'
import { create2Address } from './create2.js'
import type { DeployClient } from './DeployClient.js'
import { deployContract } from './deployContract.js'
import { PROBE } from './planDeployment.js'
import { sendCall } from './sendCall.js'

/** A token that anybody can mint, and a price feed that anybody can set: for local chains. */
export function testAsset(): { asset: Address; feed: Address } {
  return {
    asset: create2Address(creationCode('TestDollar', [], {})),
    feed: create2Address(creationCode('TestFeed', [], {})),
  }
}

/** Deploys both, and sees to it that the account can pay a pool's probe. */
export async function deployTestAsset(
  client: DeployClient,
  onProgress: (line: string) => void = () => undefined,
): Promise<void> {
  for (const name of ['TestDollar', 'TestFeed']) {
    const initCode = creationCode(name, [], {})
    await deployContract(client, { name, initCode, address: create2Address(initCode) }, onProgress)
  }
  const { asset } = testAsset()
  const account = client.account.address
  const held = await readContract(client, {
    address: asset,
    abi: erc20Abi,
    functionName: 'balanceOf',
    args: [account],
  })
  if (held >= PROBE) return
  const { abi } = artifactOf('TestDollar')
  const data = encodeFunctionData({ abi, functionName: 'mint', args: [account, PROBE - held] })
  await sendCall(client, { what: 'Minting test dollars', target: asset, data })
}
