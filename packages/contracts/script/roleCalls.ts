import { type Address, encodeFunctionData, type Hex, isAddressEqual } from 'viem'
import { artifactOf } from './artifact.js'
import type { NetworkConfig, RoleName } from './networks/NetworkConfig.js'
import type { DeploymentPlan } from './planDeployment.js'
import { functionsOf, type ManagedContract, roleEntries, roles } from './roles.js'

/** A contract whose functions roles may call, at its address. */
export type Target = { name: string; contract: ManagedContract; address: Address }

/** Managed contracts other than the pools. */
export function coreTargets(plan: DeploymentPlan): Target[] {
  const targets: [ManagedContract, Address][] = [
    ['ProductCatalog', plan.productCatalog],
    ['OracleRegistry', plan.oracleRegistry],
    ['CoverDesk', plan.coverDesk],
  ]
  return targets.map(([contract, address]) => ({ name: contract, contract, address }))
}

export function poolTargets(plan: DeploymentPlan): Target[] {
  return plan.pools.map(({ symbol, address }) => ({
    name: `UnderwritingPool ${symbol}`,
    contract: 'UnderwritingPool',
    address,
  }))
}

/**
 * Calls of the access manager that give each role its name, its holder, its guardian and its admin: that last, since
 * from then on it is not the deploying account that grants the role.
 */
export function roleCalls({ accounts, delays }: NetworkConfig): Hex[] {
  return roleEntries
    .filter(([name]) => name !== 'ADMIN')
    .flatMap(([name, { id, holder, admin, guardian }]) => [
      managerCall('labelRole', [id, name]),
      managerCall('grantRole', [id, accounts[holder], delays[name]]),
      ...(guardian === 'ADMIN' ? [] : [managerCall('setRoleGuardian', [id, roles[guardian].id])]),
      ...(admin === 'ADMIN' ? [] : [managerCall('setRoleAdmin', [id, roles[admin].id])]),
    ])
}

/** Calls of the access manager that say which role may call which function of a contract. */
export function targetCalls({ contract, address }: Target, targetAdminDelay: number): Hex[] {
  const functions = functionsOf(contract)
  const byRole = [...new Set(functions.map(({ role }) => role))].map((role: RoleName) => {
    const selectors = functions.filter((entry) => entry.role === role).map(({ selector }) => selector)
    return managerCall('setTargetFunctionRole', [address, selectors, roles[role].id])
  })
  return targetAdminDelay === 0
    ? byRole
    : [...byRole, managerCall('setTargetAdminDelay', [address, targetAdminDelay])]
}

/** Calls of the access manager that make the governor its only admin. */
export function handoverCalls({ accounts, delays }: NetworkConfig, deployer: Address): Hex[] {
  const { governor } = accounts
  const { id } = roles.ADMIN
  if (isAddressEqual(governor, deployer))
    return delays.ADMIN === 0 ? [] : [managerCall('grantRole', [id, governor, delays.ADMIN])]
  return [managerCall('grantRole', [id, governor, delays.ADMIN]), managerCall('renounceRole', [id, deployer])]
}

/** One call that makes them all, or none. */
export function together(calls: readonly Hex[]): Hex {
  return managerCall('multicall', [calls])
}

/** Calldata of the access manager. */
export function managerCall(functionName: string, args: readonly unknown[]): Hex {
  return encodeFunctionData({ abi: artifactOf('AccessManager').abi, functionName, args })
}
