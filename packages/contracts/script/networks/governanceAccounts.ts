import { type Address, getAddress, isAddress, zeroAddress } from 'viem'
import { AccountInvalidError, AccountMissingError } from '../deploymentErrors.js'
import type { AccountName, GovernanceAccounts } from './NetworkConfig.js'

/** Variables of the environment that name the accounts of a public network. */
export const accountVariables: Record<AccountName, string> = {
  governor: 'ACESO_GOVERNOR',
  productManager: 'ACESO_PRODUCT_MANAGER',
  committeeManager: 'ACESO_COMMITTEE_MANAGER',
  guardian: 'ACESO_GUARDIAN',
  treasurer: 'ACESO_TREASURER',
  feedManager: 'ACESO_FEED_MANAGER',
  oracleRewards: 'ACESO_ORACLE_REWARDS',
}

/** Reads the accounts; `AccountMissingError` and `AccountInvalidError` name the variable. */
export function governanceAccounts(environment: Record<string, string | undefined>): GovernanceAccounts {
  const entries = Object.entries(accountVariables).map(([name, variable]) => [
    name,
    accountOf(variable, environment[variable]),
  ])
  return Object.fromEntries(entries) as GovernanceAccounts
}

function accountOf(variable: string, value: string | undefined): Address {
  if (!value) throw new AccountMissingError(variable)
  if (!isAddress(value) || value === zeroAddress) throw new AccountInvalidError(variable, value)
  return getAddress(value)
}
