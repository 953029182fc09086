import type { Address } from 'viem'
import { describeDelay } from './checkRoles.js'
import { CREATE2_PROXY, SALT } from './create2.js'
import type { NetworkConfig } from './networks/NetworkConfig.js'
import type { DeploymentPlan } from './planDeployment.js'
import { type ManagedContract, roleEntries } from './roles.js'

/** What a deployment would create, and whom it would let do what. */
export function describePlan(config: NetworkConfig, plan: DeploymentPlan, deployer: Address): string[] {
  const contracts = [
    ...plan.contracts,
    ...plan.pools.map(({ symbol, address }) => ({ name: `UnderwritingPool ${symbol}`, address })),
  ]
  return [
    `Network  ${config.name}, chain ${config.chainId}`,
    `Deployer ${deployer}`,
    `Proxy    ${CREATE2_PROXY}`,
    `Salt     ${SALT}`,
    '',
    'Contracts',
    ...table(contracts.map(({ name, address }) => [name, address])),
    '',
    'Feeds',
    ...table(
      config.assets.map(({ symbol, address, feed }) => [
        `${symbol} ${address}`,
        `${feed.aggregator}, stale after ${feed.heartbeat} s, ${feed.lower} to ${feed.upper} millionths`,
      ]),
    ),
    '',
    'Roles',
    ...table(
      roleEntries.map(([name, { holder, functions }]) => [
        name,
        `${config.accounts[holder]} ${describeDelay(config.delays[name])}`,
        describeFunctions(functions),
      ]),
    ),
  ]
}

function describeFunctions(functions: Partial<Record<ManagedContract, readonly string[]>>): string {
  return Object.entries(functions)
    .map(([contract, names]) => names.map((name) => `${contract}.${name}`).join(', '))
    .join(', ')
}

function table(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...rows.map((row) => row[i]?.length ?? 0)),
  )
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
}
