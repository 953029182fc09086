import { type Address, decodeFunctionData, getAddress, type Hex } from 'viem'
import { readContract } from 'viem/actions'
import { artifactOf } from './artifact.js'
import type { DeployClient } from './DeployClient.js'
import { GovernanceNeededError } from './deploymentErrors.js'
import type { NetworkConfig } from './networks/NetworkConfig.js'
import type { DeploymentPlan } from './planDeployment.js'
import {
  coreTargets,
  handoverCalls,
  poolTargets,
  roleCalls,
  type Target,
  targetCalls,
  together,
} from './roleCalls.js'
import { functionsOf, roles } from './roles.js'
import { sendCall } from './sendCall.js'

/**
 * Sets all roles and hands the access manager over, in one transaction: between the first role and the last there is
 * no state in which somebody could act or a run could be interrupted.
 */
export async function setRoles(
  client: DeployClient,
  config: NetworkConfig,
  plan: DeploymentPlan,
  onProgress: (line: string) => void = () => undefined,
): Promise<void> {
  const ask: Ask = (functionName, args) =>
    readContract(client, {
      address: plan.accessManager,
      abi: artifactOf('AccessManager').abi,
      functionName,
      args,
    })
  const deployer = getAddress(client.account.address)
  const isNew = (await ask('getRoleGuardian', [roles.PRODUCT.id])) !== roles.GUARDIAN.id
  const targets: Target[] = []
  for (const target of [...coreTargets(plan), ...poolTargets(plan)]) {
    if (!(await isSet(ask, target))) targets.push(target)
  }
  const calls = [
    ...(isNew ? roleCalls(config) : []),
    ...targets.flatMap((target) => targetCalls(target, config.targetAdminDelay)),
    ...(isNew ? handoverCalls(config, deployer) : []),
  ]
  if (calls.length === 0) {
    onProgress('The roles are set already')
    return
  }
  const names = targets.map(({ name }) => name).join(', ')
  if (!(await isAdmin(ask, deployer))) throw governanceNeeded(plan.accessManager, names, calls)
  await sendCall(client, { what: 'Setting the roles', target: plan.accessManager, data: together(calls) })
  onProgress(`Roles set: ${names}`)
  if (isNew) onProgress(`The access manager has one admin: ${config.accounts.governor}`)
}

type Ask = (functionName: string, args: readonly unknown[]) => Promise<unknown>

/** Whether every function that roles may call is given to one; which, is for the check to say. */
async function isSet(ask: Ask, { contract, address }: Target): Promise<boolean> {
  const given = await Promise.all(
    functionsOf(contract).map(({ selector }) => ask('getTargetFunctionRole', [address, selector])),
  )
  return given.every((role) => role !== roles.ADMIN.id)
}

/** Whether the account is an admin that needs not wait. */
async function isAdmin(ask: Ask, account: Address): Promise<boolean> {
  const [isMember, delay] = (await ask('hasRole', [roles.ADMIN.id, account])) as [boolean, number]
  return isMember && delay === 0
}

/** One by one: the access manager does not let several be scheduled as one. */
function governanceNeeded(manager: Address, names: string, calls: readonly Hex[]): GovernanceNeededError {
  const { abi } = artifactOf('AccessManager')
  return new GovernanceNeededError(
    calls.map((data) => ({
      what: `${decodeFunctionData({ abi, data }).functionName} (${names})`,
      target: manager,
      data,
    })),
  )
}
