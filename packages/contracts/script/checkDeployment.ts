import { getChainId } from 'viem/actions'
import { checkAddresses, checkCode, checkWiring } from './checkContracts.js'
import { checkRoles } from './checkRoles.js'
import type { ReadClient } from './DeployClient.js'
import type { DeploymentRecord } from './DeploymentRecord.js'
import { assertAccountsAllowed, assertKeysAllowed } from './developmentKeys.js'
import { type Finding, isInOrder } from './Finding.js'
import { configOf } from './networks/configOf.js'
import type { NetworkConfig } from './networks/NetworkConfig.js'
import { planDeployment } from './planDeployment.js'

export type CheckOptions = {
  /** Where the circuits' keys come from; by default what circuits/artifacts.json says. */
  setup?: string
  /** Of the network; by default the one of this repository, with the file's accounts. */
  config?: NetworkConfig
}

/** Compares a deployment's file with what artifacts and configuration make of it, and both with the chain. */
export async function checkDeployment(
  client: ReadClient,
  record: DeploymentRecord,
  options: CheckOptions = {},
): Promise<Finding[]> {
  const config = options.config ?? configOf(record.network, record.accounts, record.chainId)
  const plan = planDeployment(config, record.deployer)
  const chainId = {
    subject: 'chain',
    expected: `${config.chainId}, as ${config.name} is`,
    actual: `${record.chainId}, as ${config.name} is`,
  }
  const endpoint = {
    subject: 'endpoint',
    expected: `chain ${record.chainId}`,
    actual: `chain ${await getChainId(client)}`,
  }
  const onFile = [
    chainId,
    endpoint,
    permitted('keys of the circuits', () => assertKeysAllowed(config.chainId, options.setup)),
    permitted('accounts', () =>
      assertAccountsAllowed(config.chainId, { deployer: record.deployer, ...record.accounts }),
    ),
    ...checkAddresses(record, config, plan),
  ]
  // Another chain, or none of the contracts: whatever is asked further has no answer.
  if (!isInOrder(endpoint)) return onFile
  const code = await checkCode(client, plan)
  if (!code.every(isInOrder)) return [...onFile, ...code]
  return [
    ...onFile,
    ...code,
    ...(await checkWiring(client, config, plan)),
    ...(await checkRoles(client, record, config, plan)),
  ]
}

function permitted(subject: string, assertion: () => void): Finding {
  try {
    assertion()
    return { subject, expected: 'allowed', actual: 'allowed' }
  } catch (error) {
    return { subject, expected: 'allowed', actual: (error as Error).name }
  }
}
