import { type Address, getAddress, type Hex, parseAbi, parseEventLogs } from 'viem'
import { getBlockNumber } from 'viem/actions'
import type { ReadClient } from './DeployClient.js'
import { logsBetween } from './logsBetween.js'

const events = parseAbi([
  'event RoleLabel(uint64 indexed roleId, string label)',
  'event RoleGranted(uint64 indexed roleId, address indexed account, uint32 delay, uint48 since, bool newMember)',
  'event RoleGrantDelayChanged(uint64 indexed roleId, uint32 delay, uint48 since)',
  'event RoleRevoked(uint64 indexed roleId, address indexed account)',
  'event TargetFunctionRoleUpdated(address indexed target, bytes4 selector, uint64 indexed roleId)',
  'event TargetAdminDelayUpdated(address indexed target, uint32 delay, uint48 since)',
])

/** What an access manager's events say that it cannot be asked for: who else has a role, what else a role may call. */
export type AccessHistory = {
  /** Every account that was ever an admin. */
  formerAdmins: Set<Address>
  labels: Map<bigint, string>
  /** Block in which the roles were set, if they were. */
  setAt: bigint | undefined
  /** By role. */
  members: Map<bigint, Set<Address>>
  functions: { target: Address; selector: Hex; roleId: bigint }[]
  /** Seconds until a grant counts, by role. */
  grantDelays: Map<bigint, number>
  /** Seconds, by target: what was set last, whether or not it is in force yet. */
  adminDelays: Map<Address, number>
}

export async function accessHistory(
  client: ReadClient,
  manager: Address,
  fromBlock: bigint,
): Promise<AccessHistory> {
  const toBlock = await getBlockNumber(client, { cacheTime: 0 })
  const logs = await logsBetween(client, manager, fromBlock, toBlock)
  const history: AccessHistory = {
    formerAdmins: new Set(),
    labels: new Map(),
    setAt: undefined,
    members: new Map(),
    functions: [],
    grantDelays: new Map(),
    adminDelays: new Map(),
  }
  for (const { eventName, args, blockNumber } of parseEventLogs({ abi: events, logs })) {
    if (eventName === 'RoleLabel') {
      history.labels.set(args.roleId, args.label)
      history.setAt ??= blockNumber
    } else if (eventName === 'RoleGranted') add(history, args.roleId, getAddress(args.account))
    else if (eventName === 'RoleGrantDelayChanged') history.grantDelays.set(args.roleId, args.delay)
    else if (eventName === 'RoleRevoked') history.members.get(args.roleId)?.delete(getAddress(args.account))
    else if (eventName === 'TargetFunctionRoleUpdated') setFunction(history, getAddress(args.target), args)
    else history.adminDelays.set(getAddress(args.target), args.delay)
  }
  return history
}

function add({ members, formerAdmins }: AccessHistory, roleId: bigint, account: Address): void {
  const accounts = members.get(roleId) ?? new Set()
  members.set(roleId, accounts.add(account))
  if (roleId === 0n) formerAdmins.add(account)
}

function setFunction(
  history: AccessHistory,
  target: Address,
  { selector, roleId }: { selector: Hex; roleId: bigint },
): void {
  const isOther = (entry: AccessHistory['functions'][number]) =>
    entry.target !== target || entry.selector !== selector
  history.functions = [...history.functions.filter(isOther), { target, selector, roleId }]
}
