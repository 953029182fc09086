import { DAY } from '@aceso/core'
import { type Abi, type Address, getAddress, parseEventLogs } from 'viem'
import { readContract } from 'viem/actions'
import { type AccessHistory, accessHistory } from './accessHistory.js'
import { artifactOf } from './artifact.js'
import type { ReadClient } from './DeployClient.js'
import type { DeploymentRecord } from './DeploymentRecord.js'
import type { Finding } from './Finding.js'
import { logsBetween } from './logsBetween.js'
import type { NetworkConfig } from './networks/NetworkConfig.js'
import type { DeploymentPlan } from './planDeployment.js'
import { coreTargets, poolTargets, type Target } from './roleCalls.js'
import { functionsOf, roleEntries, roleNameOf, roles } from './roles.js'

/** Whether roles, their holders and their delays are as configured, and nobody else has any. */
export async function checkRoles(
  client: ReadClient,
  { startBlock, deployer }: DeploymentRecord,
  config: NetworkConfig,
  plan: DeploymentPlan,
): Promise<Finding[]> {
  const manager = plan.accessManager
  const history = await accessHistory(client, manager, startBlock)
  const ask: Ask = (functionName, args) =>
    readContract(client, { address: manager, abi: artifactOf('AccessManager').abi, functionName, args })
  const targets = [...coreTargets(plan), ...poolTargets(plan)]
  const ofRoles = await Promise.all(roleEntries.map(([name]) => checkRole(ask, config, history, name)))
  const ofTargets = await Promise.all(targets.map((target) => checkTarget(ask, config, history, target)))
  return [
    {
      subject: 'startBlock',
      expected: 'not after the first event',
      actual: history.formerAdmins.has(getAddress(deployer)) ? 'not after the first event' : `${startBlock}`,
    },
    ...ofRoles.flat(),
    ...ofTargets.flat(),
    otherFunctions(history, targets),
    await actsBefore(client, startBlock, history.setAt, plan),
  ]
}

/** Events of what only roles may do, and of what an admin could before there were any. */
const restrictedActs = (): Abi =>
  ['ProductCatalog', 'OracleRegistry'].flatMap((contract) =>
    artifactOf(contract).abi.filter(
      (item) => item.type === 'event' && !['KeyRegistered', 'AuthorityUpdated'].includes(item.name),
    ),
  )

type Ask = (functionName: string, args: readonly unknown[]) => Promise<unknown>

async function checkRole(
  ask: Ask,
  { accounts, delays }: NetworkConfig,
  history: AccessHistory,
  name: keyof typeof roles,
): Promise<Finding[]> {
  const { id, holder, admin, guardian } = roles[name]
  const account = getAddress(accounts[holder])
  const [isMember, delay] = (await ask('hasRole', [id, account])) as [boolean, number]
  const others = [...(history.members.get(id) ?? [])].filter((member) => member !== account)
  const held = [
    {
      subject: `${name}: holder`,
      expected: `${account}, ${describeDelay(delays[name])}`,
      actual: isMember ? `${account}, ${describeDelay(delay)}` : `${account} without the role`,
    },
    { subject: `${name}: others`, expected: 'nobody', actual: others.join(', ') || 'nobody' },
    {
      subject: `${name}: grants count`,
      expected: describeDelay(0),
      actual: describeDelay(history.grantDelays.get(id) ?? 0),
    },
  ]
  if (name === 'ADMIN') return held
  return [
    ...held,
    {
      subject: `${name}: admin`,
      expected: admin,
      actual: roleNameOf((await ask('getRoleAdmin', [id])) as bigint),
    },
    {
      subject: `${name}: guardian`,
      expected: guardian,
      actual: roleNameOf((await ask('getRoleGuardian', [id])) as bigint),
    },
    { subject: `${name}: label`, expected: name, actual: history.labels.get(id) ?? 'none' },
  ]
}

async function checkTarget(
  ask: Ask,
  { targetAdminDelay }: NetworkConfig,
  history: AccessHistory,
  { name, contract, address }: Target,
): Promise<Finding[]> {
  const functions = await Promise.all(
    functionsOf(contract).map(async ({ role, name: functionName, selector }) => ({
      subject: `${name}.${functionName}`,
      expected: role,
      actual: roleNameOf((await ask('getTargetFunctionRole', [address, selector])) as bigint),
    })),
  )
  return [
    ...functions,
    {
      subject: `${name}: admin's delay`,
      expected: describeDelay(targetAdminDelay),
      actual: describeDelay(history.adminDelays.get(getAddress(address)) ?? 0),
    },
    {
      subject: `${name}: roles may call it`,
      expected: 'yes',
      actual: (await ask('isTargetClosed', [address])) ? 'no, it is closed' : 'yes',
    },
  ]
}

/** Functions that a role other than the admin may call, though the design gives it none. */
function otherFunctions({ functions }: AccessHistory, targets: readonly Target[]): Finding {
  const designed = new Set(
    targets.flatMap(({ contract, address }) =>
      functionsOf(contract).map(({ selector }) => keyOf(address, selector)),
    ),
  )
  const others = functions
    .filter(({ roleId }) => roleId !== roles.ADMIN.id)
    .filter(({ target, selector }) => !designed.has(keyOf(target, selector)))
    .map(({ target, selector, roleId }) => `${roleNameOf(roleId)} may call ${selector} of ${target}`)
  return { subject: 'other functions with a role', expected: 'none', actual: others.join(', ') || 'none' }
}

/** What the deploying account did as admin, without anybody's notice, before it handed over. */
async function actsBefore(
  client: ReadClient,
  startBlock: bigint,
  setAt: bigint | undefined,
  { productCatalog, oracleRegistry }: DeploymentPlan,
): Promise<Finding> {
  const subject = 'listed or seated before the roles were set'
  if (setAt === undefined) return { subject, expected: 'nothing', actual: 'the roles were never set' }
  const logs = await logsBetween(client, [productCatalog, oracleRegistry], startBlock, setAt)
  const acts = parseEventLogs({ abi: restrictedActs(), logs }).map(({ eventName }) => eventName)
  return { subject, expected: 'nothing', actual: acts.join(', ') || 'nothing' }
}

function keyOf(target: Address, selector: string): string {
  return `${getAddress(target)} ${selector}`
}

export function describeDelay(seconds: number): string {
  if (seconds === 0) return 'without delay'
  const days = seconds / Number(DAY)
  if (!Number.isInteger(days)) return `after ${seconds} seconds`
  return days === 1 ? 'after a day' : `after ${days} days`
}
