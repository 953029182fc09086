import { type Hex, toFunctionSelector } from 'viem'
import { artifactOf } from './artifact.js'
import type { AccountName, RoleName } from './networks/NetworkConfig.js'

/** Contracts whose functions roles may call. */
export type ManagedContract = 'ProductCatalog' | 'OracleRegistry' | 'CoverDesk' | 'UnderwritingPool'

export type Role = {
  id: bigint
  holder: AccountName
  /** Grants and revokes the role, after its own delay. */
  admin: RoleName
  /** May cancel what the role has scheduled. */
  guardian: RoleName
  functions: Partial<Record<ManagedContract, readonly string[]>>
}

/**
 * Who may do what; docs/roles.md says why. The access manager tells functions apart, not arguments: `setOnSale` stops
 * a sale and resumes it, and since stopping cannot wait, the guardian has both.
 */
export const roles: Record<RoleName, Role> = {
  ADMIN: { id: 0n, holder: 'governor', admin: 'ADMIN', guardian: 'ADMIN', functions: {} },
  PRODUCT: {
    id: 1n,
    holder: 'productManager',
    admin: 'ADMIN',
    guardian: 'GUARDIAN',
    functions: { ProductCatalog: ['listProduct'] },
  },
  COMMITTEE: {
    id: 2n,
    holder: 'committeeManager',
    admin: 'ADMIN',
    guardian: 'GUARDIAN',
    functions: { OracleRegistry: ['createCommittee', 'seat'] },
  },
  GUARDIAN: {
    id: 3n,
    holder: 'guardian',
    admin: 'GOVERNOR',
    guardian: 'ADMIN',
    functions: {
      CoverDesk: ['pause'],
      UnderwritingPool: ['pauseDeposits'],
      OracleRegistry: ['unseat', 'revokeRoot'],
      ProductCatalog: ['setOnSale'],
    },
  },
  GOVERNOR: {
    id: 4n,
    holder: 'governor',
    admin: 'ADMIN',
    guardian: 'GUARDIAN',
    functions: { CoverDesk: ['unpause'], UnderwritingPool: ['unpauseDeposits'] },
  },
  TREASURER: {
    id: 5n,
    holder: 'treasurer',
    admin: 'GOVERNOR',
    guardian: 'ADMIN',
    functions: { UnderwritingPool: ['collectProtocolFees'] },
  },
  ORACLE_REWARDS: {
    id: 6n,
    holder: 'oracleRewards',
    admin: 'GOVERNOR',
    guardian: 'ADMIN',
    functions: { UnderwritingPool: ['collectOracleFees'] },
  },
  FEED: {
    id: 7n,
    holder: 'feedManager',
    admin: 'ADMIN',
    guardian: 'GUARDIAN',
    functions: { CoverDesk: ['setFeed'] },
  },
}

export const roleEntries = Object.entries(roles) as [RoleName, Role][]

export function roleNameOf(id: bigint): string {
  return roleEntries.find(([, role]) => role.id === id)?.[0] ?? `role ${id}`
}

/** Selector of a managed contract's function. */
export function selectorOf(contract: ManagedContract, functionName: string): Hex {
  const item = artifactOf(contract).abi.find(
    (entry) => entry.type === 'function' && entry.name === functionName,
  )
  if (item?.type !== 'function') throw new TypeError(`${contract} has no function ${functionName}`)
  return toFunctionSelector(item)
}

/** Functions of a contract that roles may call, each with its selector. */
export function functionsOf(contract: ManagedContract): { role: RoleName; name: string; selector: Hex }[] {
  return roleEntries.flatMap(([role, { functions }]) =>
    (functions[contract] ?? []).map((name) => ({ role, name, selector: selectorOf(contract, name) })),
  )
}
