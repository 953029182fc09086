import { createWalletClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { setBalance } from 'viem/actions'
import type { DeploymentRecord } from '../DeploymentRecord.js'
import { deployProtocol } from '../deployProtocol.js'
import { configOf } from '../networks/configOf.js'
import type { NetworkConfig } from '../networks/NetworkConfig.js'
import { type Anvil, startAnvil } from './anvil.js'
import { accounts, testClient } from './publicChain.js'

export type GovernedChain = Anvil & {
  client: ReturnType<typeof testClient>
  config: NetworkConfig
  record: DeploymentRecord
}

/** A local chain with the protocol on it, governed as on a public one: with its delays, each role by another account. */
export async function startGovernedChain(): Promise<GovernedChain> {
  const anvil = await startAnvil(31_337)
  const { delays, targetAdminDelay } = configOf('base', accounts)
  const config = { ...configOf('local', accounts), delays, targetAdminDelay }
  const client = testClient(anvil.url)
  const account = privateKeyToAccount(generatePrivateKey())
  await setBalance(client, { address: account.address, value: 10n ** 19n })
  const deployer = createWalletClient({ account, transport: http(anvil.url) })
  const record = await deployProtocol(deployer, config)
  return { ...anvil, client, config, record }
}
