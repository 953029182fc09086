import { zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { AccountInvalidError, AccountMissingError, NetworkUnknownError } from './deploymentErrors.js'
import { configOf, networkNames } from './networks/configOf.js'
import { accountVariables, governanceAccounts } from './networks/governanceAccounts.js'
import type { AccountName } from './networks/NetworkConfig.js'
import { randomAccounts } from './test/publicChain.js'

const accounts = randomAccounts()
const names = Object.keys(accountVariables) as AccountName[]
const environment = Object.fromEntries(names.map((name) => [accountVariables[name], accounts[name]]))

describe.each(names)('%s', (name) => {
  const variable = accountVariables[name]

  test('has no default', () => {
    expect(() => governanceAccounts({ ...environment, [variable]: undefined })).toThrow(AccountMissingError)
    expect(() => governanceAccounts({ ...environment, [variable]: '' })).toThrow(variable)
  })

  test.each(['0x12', 'governor.eth', zeroAddress, `${accounts[name]}00`])('is not %s', (value) => {
    expect(() => governanceAccounts({ ...environment, [variable]: value })).toThrow(AccountInvalidError)
    expect(() => governanceAccounts({ ...environment, [variable]: value })).toThrow(variable)
  })
})

test('an address with a wrong checksum is refused', () => {
  const wrong = accounts.governor.replace(/[a-f]/, (letter) => letter.toUpperCase())
  if (wrong === accounts.governor) return
  expect(() => governanceAccounts({ ...environment, ACESO_GOVERNOR: wrong })).toThrow(AccountInvalidError)
})

test('all are read, in lower case too', () => {
  const lower = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, value?.toLowerCase()]),
  )
  expect(governanceAccounts(environment)).toEqual(accounts)
  expect(governanceAccounts(lower)).toEqual(accounts)
})

test.each(['', 'mainnet', 'Base', 'toString'])('there is no network called %j', (name) => {
  expect(() => configOf(name, accounts)).toThrow(NetworkUnknownError)
})

describe.each(networkNames)('%s', (name) => {
  const config = configOf(name, accounts)

  test('names itself and its accounts', () => {
    expect(config.name).toBe(name)
    expect(config.accounts).toEqual(accounts)
  })

  test('lets the guardian act at once', () => {
    expect(config.delays.GUARDIAN).toBe(0)
  })

  test('has a feed with sane bounds for the asset of each pool', () => {
    for (const pool of config.pools) {
      const asset = config.assets.find(({ address }) => address === pool.asset)
      expect(asset?.feed.lower).toBeGreaterThan(900_000)
      expect(asset?.feed.upper).toBeLessThan(1_100_000)
      expect(asset?.feed.heartbeat).toBeGreaterThan(86_400)
    }
  })
})

test.each(networkNames.filter((name) => name !== 'local'))(
  '%s gives three weeks of notice before a product, a seat or a change of roles',
  (name) => {
    const { delays, targetAdminDelay } = configOf(name, accounts)
    const notice = [delays.ADMIN, delays.PRODUCT, delays.COMMITTEE, targetAdminDelay]
    expect(notice).toEqual(notice.map(() => 21 * 86_400))
    expect(delays.FEED).toBe(7 * 86_400)
  },
)

test('no two networks share a chain, an asset or a feed', () => {
  const configs = networkNames.map((name) => configOf(name, accounts))
  const facts = configs.flatMap(({ chainId, assets }) => [
    chainId,
    ...assets.flatMap(({ address, feed }) => [address, feed.aggregator]),
  ])
  expect(new Set(facts).size).toBe(facts.length)
})

test('the main networks watch their sequencer', () => {
  for (const name of ['base', 'arbitrum', 'optimism']) {
    expect(configOf(name, accounts).sequencerFeed).not.toBe(zeroAddress)
  }
})

test.each([1337, 31337, 31338])('the local network may be chain %i', (chainId) => {
  expect(configOf('local', accounts, chainId).chainId).toBe(chainId)
})

test('the local network is never a public chain, and a public one never another', () => {
  expect(configOf('local', accounts, 8453).chainId).toBe(31337)
  expect(configOf('base', accounts, 31337).chainId).toBe(8453)
})
