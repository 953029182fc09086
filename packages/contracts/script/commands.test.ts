import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEVELOPMENT_MNEMONIC } from '@aceso/core'
import { bytesToHex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { getBlockNumber } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCommand } from './checkCommand.js'
import { describeError } from './commandLine.js'
import { deployCommand } from './deployCommand.js'
import {
  AccountMissingError,
  ChainMismatchError,
  CommandLineError,
  DeploymentFailedError,
  DeploymentFileError,
  NetworkUnknownError,
} from './deploymentErrors.js'
import { accountVariables } from './networks/governanceAccounts.js'
import { type Anvil, startAnvil } from './test/anvil.js'
import { accounts, testClient } from './test/publicChain.js'

const account = mnemonicToAccount(DEVELOPMENT_MNEMONIC)
const key = bytesToHex(account.getHdKey().privateKey ?? new Uint8Array())
const governance = Object.fromEntries(
  Object.entries(accountVariables).map(([name, variable]) => [
    variable,
    accounts[name as keyof typeof accounts],
  ]),
)

let anvil: Anvil
beforeAll(async () => {
  anvil = await startAnvil(31_337)
})
afterAll(() => anvil.stop())

const folder = () => mkdtempSync(join(tmpdir(), 'aceso-'))
const output = () => {
  const lines: string[] = []
  return { print: (line: string) => lines.push(line), text: () => lines.join('\n') }
}

describe('deploy', () => {
  const run = (argv: string[], environment = {}) => {
    const { print, text } = output()
    return deployCommand(argv, environment, print).then((code) => ({ code, text: text() }))
  }

  test.each<[string, string[], Record<string, string>, new (...args: never[]) => Error]>([
    ['no network', [], {}, CommandLineError],
    [
      'an unknown network',
      ['--network', 'mainnet', '--plan'],
      { DEPLOYER_PRIVATE_KEY: key },
      NetworkUnknownError,
    ],
    ['an unknown option', ['--network', 'local', '--yes'], {}, CommandLineError],
    ['an option without its value', ['--network'], {}, CommandLineError],
    ['no endpoint', ['--network', 'base'], { ...governance, DEPLOYER_PRIVATE_KEY: key }, CommandLineError],
    ['no key', ['--network', 'base', '--rpc', 'http://127.0.0.1:1'], governance, CommandLineError],
    ['no key for a plan', ['--network', 'base', '--plan'], governance, CommandLineError],
    [
      'half a key',
      ['--network', 'base', '--plan'],
      { ...governance, DEPLOYER_PRIVATE_KEY: key.slice(0, 40) },
      CommandLineError,
    ],
    [
      'a key that is none',
      ['--network', 'base', '--plan'],
      { ...governance, DEPLOYER_PRIVATE_KEY: `0x${'00'.repeat(32)}` },
      CommandLineError,
    ],
    ['the key as an option', ['--network', 'base', '--private-key', key], governance, CommandLineError],
    ['no accounts', ['--network', 'base', '--plan'], { DEPLOYER_PRIVATE_KEY: key }, AccountMissingError],
    ['a deployer without a plan', ['--network', 'base', '--deployer', account.address], {}, CommandLineError],
    [
      'a deployer that is none',
      ['--network', 'base', '--plan', '--deployer', '0x12'],
      governance,
      CommandLineError,
    ],
    [
      'a start block that is none',
      ['--network', 'base', '--plan', '--start-block', 'x'],
      {},
      CommandLineError,
    ],
  ])('is refused with %s', async (_, argv, environment, error) => {
    await expect(run(argv, environment)).rejects.toBeInstanceOf(error)
  })

  test('is refused on another chain', async () => {
    const environment = { ...governance, DEPLOYER_PRIVATE_KEY: key, RPC_URL_8453: anvil.url }
    await expect(run(['--network', 'base'], environment)).rejects.toBeInstanceOf(ChainMismatchError)
  })

  test('never shows the key', async () => {
    const secret = `${key.slice(0, -1)}g`
    const error = await run(['--network', 'local', '--plan'], { DEPLOYER_PRIVATE_KEY: secret }).catch(
      (e) => e,
    )
    expect(describeError(error).join()).not.toContain(secret.slice(2, 20))
  })

  test('explains itself', async () => {
    const { code, text } = await run(['--help'])
    expect(code).toBe(0)
    for (const word of ['--plan', 'baseSepolia', 'DEPLOYER_PRIVATE_KEY', 'ACESO_GUARDIAN']) {
      expect(text).toContain(word)
    }
    expect(text.split('\n').every((line) => line.length <= 120)).toBe(true)
  })

  test('plans without an endpoint or a key, and says what would be refused', async () => {
    const { code, text } = await run(
      ['--network', 'base', '--plan', '--deployer', account.address],
      governance,
    )
    expect(code).toBe(0)
    expect(text).toContain('Network  base, chain 8453')
    expect(text).toContain(`PRODUCT         ${accounts.productManager} after 21 days`)
    expect(text).toContain('UnderwritingPool acesoUSDC')
    expect(text).toContain('It would be refused')
  })

  test('plans the addresses it then deploys to; nothing is sent for the plan', async () => {
    const client = testClient(anvil.url)
    const environment = { DEPLOYER_PRIVATE_KEY: key }
    const planned = await run(['--network', 'local', '--plan', '--rpc', anvil.url], environment)
    expect(await getBlockNumber(client, { cacheTime: 0 })).toBe(0n)

    const out = folder()
    const { code, text } = await run(['--network', 'local', '--rpc', anvil.url, '--out', out], environment)
    expect(code).toBe(0)
    expect(text).toContain('all as configured')
    const record = JSON.parse(readFileSync(join(out, '31337.json'), 'utf8')) as Record<string, string>
    for (const name of ['claimDesk', 'coverDesk', 'accessManager'])
      expect(planned.text).toContain(record[name])
    expect(readdirSync(join(out, '31337'))).toContain('UnderwritingPool.json')
  })

  test('writes nothing for a local chain unless told where', async () => {
    const { text } = await run(['--network', 'local', '--rpc', anvil.url], { DEPLOYER_PRIVATE_KEY: key })
    expect(text).not.toContain('Written')
    expect(existsSync(new URL('../../../deployments/31337.json', import.meta.url))).toBe(false)
  })
})

describe('deployments:check', () => {
  const run = (argv: string[], environment = {}, deployments = folder()) => {
    const { print, text } = output()
    return checkCommand(argv, environment, print, deployments).then((code) => ({ code, text: text() }))
  }
  const deployed = async () => {
    const out = folder()
    const environment = { DEPLOYER_PRIVATE_KEY: key }
    await deployCommand(
      ['--network', 'local', '--rpc', anvil.url, '--out', out],
      environment,
      () => undefined,
    )
    return out
  }

  test.each<[string, string[], new (...args: never[]) => Error]>([
    ['an endpoint for no file', ['--rpc', 'http://127.0.0.1:1'], CommandLineError],
    ['a file that is not there', ['--file', '/nowhere.json'], DeploymentFileError],
    ['an unknown option', ['--all'], CommandLineError],
  ])('is refused with %s', async (_, argv, error) => {
    await expect(run(argv)).rejects.toBeInstanceOf(error)
  })

  test('is refused without an endpoint', async () => {
    await expect(run([], {}, await deployed())).rejects.toThrow('RPC_URL_31337')
  })

  test('fails on a difference, with a sentence', async () => {
    const out = await deployed()
    const path = join(out, '31337.json')
    const record = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    writeFileSync(path, JSON.stringify({ ...record, upkeep: account.address }))
    const { code, text } = await run(['--file', path, '--rpc', anvil.url])
    expect(code).toBe(1)
    expect(text).toMatch(/✗ upkeep +0x/)
    expect(text).toContain(`found ${account.address}.`)
    expect(text).toContain('Differences: 1')
  })

  test('passes without one', async () => {
    const { code, text } = await run([], { RPC_URL_31337: anvil.url }, await deployed())
    expect(code).toBe(0)
    expect(text).toContain('✓ CoverDesk.pause')
    expect(text).toContain('All as configured.')
  })

  test('says so when there is nothing', async () => {
    const { code, text } = await run([])
    expect(code).toBe(0)
    expect(text).toContain('Nothing to check')
  })

  test('explains itself', async () => {
    expect((await run(['--help'])).text).toContain('--file')
  })
})

test('an error is told in lines, with its reason', () => {
  expect(describeError(new Error('broken'))).toEqual(['broken'])
  expect(describeError('text')).toEqual(['text'])
  const failed = new DeploymentFailedError('Creating ClaimDesk', new Error('out of gas'))
  expect(describeError(failed)).toEqual([
    'Creating ClaimDesk failed. What was done before it stays; run the same command again to go on.',
    'Reason: out of gas',
  ])
})
