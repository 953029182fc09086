import { readdirSync, readFileSync } from 'node:fs'
import {
  type Abi,
  type Address,
  BaseError,
  decodeErrorResult,
  encodeFunctionData,
  type Hex,
  isHex,
} from 'viem'
import { call, getBlock } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { artifactOf } from './artifact.js'
import { managerCall } from './roleCalls.js'
import { functionsOf, type ManagedContract, roleEntries, roleNameOf, roles, selectorOf } from './roles.js'
import { type GovernedChain, startGovernedChain } from './test/governedChain.js'
import { accounts, sendAs } from './test/publicChain.js'

const DAY = 86_400n
const contracts: ManagedContract[] = ['ProductCatalog', 'OracleRegistry', 'CoverDesk', 'UnderwritingPool']

describe('the table of roles', () => {
  const source = new URL('../src/', import.meta.url)

  test('has every restricted function of every contract, once', () => {
    const files = readdirSync(source).filter((name) => name.endsWith('.sol'))
    const restricted = new Set(
      files.flatMap((name) => {
        const text = readFileSync(new URL(name, source), 'utf8')
        return [...text.matchAll(/function (\w+)\([^)]*\)[^{;]*\brestricted\b/g)].map(([, found]) => found)
      }),
    )
    expect(restricted.size).toBeGreaterThan(10)
    // A contract has the restricted functions of those it is made of, too; some of them are no contracts of their own.
    const found = files
      .map((name) => name.slice(0, -4))
      .filter((name) => !['AssetGuard', 'PoolLedger', 'PoolShares'].includes(name))
      .flatMap((name) =>
        artifactOf(name).abi.flatMap((item) =>
          item.type === 'function' && restricted.has(item.name) ? [`${name}.${item.name}`] : [],
        ),
      )
    const listed = contracts.flatMap((contract) =>
      functionsOf(contract).map(({ name }) => `${contract}.${name}`),
    )
    expect(listed.sort()).toEqual(found.sort())
  })

  test('knows no function that there is not', () => {
    expect(() => selectorOf('CoverDesk', 'stopClaims')).toThrow(TypeError)
  })

  test('has a number for each role', () => {
    const ids = roleEntries.map(([, { id }]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(roleNameOf(3n)).toBe('GUARDIAN')
    expect(roleNameOf(99n)).toBe('role 99')
  })

  test('lets only the admin appoint whoever has to wait', () => {
    for (const [, { admin, holder, functions }] of roleEntries) {
      if (['productManager', 'committeeManager', 'feedManager'].includes(holder)) expect(admin).toBe('ADMIN')
      expect(Object.keys(functions).every((name) => contracts.includes(name as ManagedContract))).toBe(true)
    }
  })
})

describe('on a chain with the delays of a public network', () => {
  let chain: GovernedChain
  let snapshot: Hex
  beforeAll(async () => {
    chain = await startGovernedChain()
    snapshot = await chain.client.snapshot()
  })
  afterAll(() => chain.stop())
  const reset = async () => {
    await chain.client.revert({ id: snapshot })
    snapshot = await chain.client.snapshot()
  }

  const addressOf = (contract: ManagedContract): Address => {
    const { productCatalog, oracleRegistry, coverDesk, pools } = chain.record
    const pool = pools[0]?.address ?? '0x'
    return {
      ProductCatalog: productCatalog,
      OracleRegistry: oracleRegistry,
      CoverDesk: coverDesk,
      UnderwritingPool: pool,
    }[contract]
  }
  const target = (contract: ManagedContract, functionName: string, args: readonly unknown[] = []) => ({
    address: addressOf(contract),
    data: encodeFunctionData({ abi: artifactOf(contract).abi, functionName, args }),
  })
  const manager = (functionName: string, args: readonly unknown[]) => ({
    address: chain.record.accessManager,
    data: managerCall(functionName, args),
  })
  /** Name of the error that a call meets, `done` if it meets none. */
  const outcome = async (from: Address, { address, data }: { address: Address; data: Hex }) => {
    try {
      await call(chain.client, { account: from, to: address, data })
      return 'done'
    } catch (error) {
      return errorName(error)
    }
  }
  const perform = (from: Address, { address, data }: { address: Address; data: Hex }) =>
    sendAs(chain.url, from, address, data)
  const announce = (from: Address, { address, data }: { address: Address; data: Hex }) =>
    perform(from, manager('schedule', [address, data, 0]))
  const wait = async (seconds: bigint) => {
    const { timestamp } = await getBlock(chain.client)
    await chain.client.setNextBlockTimestamp({ timestamp: timestamp + seconds })
    await chain.client.mine({ blocks: 1 })
  }

  describe.each(contracts)('%s', (contract) => {
    test.each(
      artifactOf(contract).abi.flatMap((item) =>
        item.type === 'function' && functionsOf(contract).some(({ name }) => name === item.name)
          ? [[item.name, item.inputs] as const]
          : [],
      ),
    )('%s is for its role alone, after its delay', async (name, inputs) => {
      const call = target(contract, name, inputs.map(zeroOf))
      const role = functionsOf(contract).find((entry) => entry.name === name)?.role ?? 'ADMIN'
      const { holder } = roles[role]
      const strangers = [
        chain.record.deployer,
        ...Object.values(accounts).filter((account) => account !== accounts[holder]),
      ]
      for (const stranger of strangers) {
        expect(await outcome(stranger, call)).toBe('AccessManagedUnauthorized')
        expect(await outcome(stranger, manager('schedule', [call.address, call.data, 0]))).toBe(
          'AccessManagerUnauthorizedCall',
        )
      }
      const delay = BigInt(chain.config.delays[role])
      if (delay === 0n) {
        expect(await outcome(accounts[holder], call)).not.toMatch(/^Access/)
        return
      }
      expect(await outcome(accounts[holder], call)).toBe('AccessManagerNotScheduled')
      await announce(accounts[holder], call)
      await wait(delay - 60n)
      expect(await outcome(accounts[holder], call)).toBe('AccessManagerNotReady')
      await wait(60n)
      expect(await outcome(accounts[holder], call)).not.toMatch(/^Access/)
      await reset()
    })
  })

  test('the guardian stops sales at once, and cannot resume them', async () => {
    await perform(accounts.guardian, target('CoverDesk', 'pause'))
    expect(await outcome(accounts.guardian, target('CoverDesk', 'unpause'))).toBe('AccessManagedUnauthorized')
    const unpause = target('CoverDesk', 'unpause')
    await announce(accounts.governor, unpause)
    await wait(2n * DAY)
    await perform(accounts.governor, unpause)
    expect(await outcome(accounts.guardian, target('CoverDesk', 'pause'))).toBe('done')
    await reset()
  })

  test('the guardian cancels what was announced', async () => {
    const create = target('OracleRegistry', 'createCommittee')
    await announce(accounts.committeeManager, create)
    const cancel = manager('cancel', [accounts.committeeManager, create.address, create.data])
    expect(await outcome(accounts.treasurer, cancel)).toBe('AccessManagerUnauthorizedCancel')
    await perform(accounts.guardian, cancel)
    await wait(21n * DAY)
    expect(await outcome(accounts.committeeManager, create)).toBe('AccessManagerNotScheduled')
    await reset()
  })

  test('a guardian is dismissed in two days, and cannot prevent it', async () => {
    const dismiss = manager('revokeRole', [roles.GUARDIAN.id, accounts.guardian])
    await announce(accounts.governor, dismiss)
    const cancel = manager('cancel', [accounts.governor, dismiss.address, dismiss.data])
    expect(await outcome(accounts.guardian, cancel)).toBe('AccessManagerUnauthorizedCancel')
    await wait(2n * DAY)
    await perform(accounts.governor, dismiss)
    expect(await outcome(accounts.guardian, target('CoverDesk', 'pause'))).toBe('AccessManagedUnauthorized')
    await reset()
  })

  test.each(['PRODUCT', 'COMMITTEE', 'FEED', 'ADMIN', 'GOVERNOR'] as const)(
    'nobody new is made %s in less than three weeks',
    async (name) => {
      const appoint = manager('grantRole', [roles[name].id, accounts.treasurer, 0])
      await announce(accounts.governor, appoint)
      await wait(21n * DAY - 60n)
      expect(await outcome(accounts.governor, appoint)).toBe('AccessManagerNotReady')
      await wait(60n)
      expect(await outcome(accounts.governor, appoint)).toBe('done')
      await reset()
    },
  )

  test('the deploying account has no say any more', async () => {
    const { deployer } = chain.record
    for (const call of [
      manager('grantRole', [roles.ADMIN.id, deployer, 0]),
      manager('setTargetClosed', [chain.record.coverDesk, true]),
      manager('updateAuthority', [chain.record.coverDesk, deployer]),
    ]) {
      expect(await outcome(deployer, call)).toBe('AccessManagerUnauthorizedAccount')
    }
  })
})

/** A value of the type, for a call that is to fail in the contract or nowhere. */
function zeroOf(input: { type: string; components?: readonly { type: string }[] }): unknown {
  const array = /\[(\d+)\]$/.exec(input.type)
  if (array) {
    const element = { ...input, type: input.type.slice(0, -array[0].length) }
    return Array.from({ length: Number(array[1]) }, () => zeroOf(element))
  }
  if (input.type === 'tuple') return (input.components ?? []).map(zeroOf)
  if (input.type === 'address') return '0x1000000000000000000000000000000000000001'
  return input.type === 'bool' ? false : 0n
}

const errors: Abi = [...contracts, 'AccessManager'].flatMap((name) =>
  artifactOf(name).abi.filter((item) => item.type === 'error'),
)

function errorName(error: unknown): string {
  if (!(error instanceof BaseError)) throw error
  const raw = error.walk((cause) => isHex((cause as { data?: unknown }).data)) as { data: Hex } | null
  if (!raw) return 'reverted'
  if (raw.data === '0x') return 'reverted'
  return decodeErrorResult({ abi: errors, data: raw.data }).errorName
}
