import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEVELOPMENT_MNEMONIC } from '@aceso/core'
import { bytesToHex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { help, RelayerConfigError, readConfig } from '../src/config.js'
import { deployment } from './fixture.js'

const ownKey = `0x${'11'.repeat(32)}`
const developmentKey = bytesToHex(
  mnemonicToAccount(DEVELOPMENT_MNEMONIC, { addressIndex: 3 }).getHdKey().privateKey!,
)

let folder: string
let valid: Record<string, string>

function deploymentFile(content: object | string): string {
  const path = join(mkdtempSync(join(folder, 'deployment-')), 'deployment.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const json = { ...deployment, startBlock: '0' }

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aceso-relayer-'))
  valid = {
    ACESO_RPC_URL: 'http://127.0.0.1:8545',
    ACESO_DEPLOYMENT: deploymentFile(json),
    ACESO_RELAYER_KEY: ownKey,
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function refusalOf(changes: Record<string, string | undefined>): RelayerConfigError {
  try {
    readConfig({ ...valid, ...changes })
  } catch (error) {
    expect(error).toBeInstanceOf(RelayerConfigError)
    return error as RelayerConfigError
  }
  return expect.fail('the configuration was taken')
}

describe('a configuration is refused, and the problem named', () => {
  test.each<[string, string | undefined]>([
    ['ACESO_RPC_URL', undefined],
    ['ACESO_RPC_URL', 'nowhere'],
    ['ACESO_DEPLOYMENT', undefined],
    ['ACESO_DEPLOYMENT', ''],
    ['ACESO_DEPLOYMENT', '/does/not/exist.json'],
    ['ACESO_RELAYER_KEY', undefined],
    ['ACESO_RELAYER_KEY', ownKey.slice(0, -2)],
    ['ACESO_RELAYER_KEY', `${ownKey}11`],
    ['ACESO_RELAYER_KEY', ownKey.slice(2)],
    ['ACESO_RELAYER_KEY', `0x${'zz'.repeat(32)}`],
    ['ACESO_RELAYER_FEE', '-1'],
    ['ACESO_RELAYER_FEE', '1.5'],
    ['ACESO_RELAYER_FEE', '1e6'],
    ['ACESO_PORT', '65536'],
    ['ACESO_PORT', '-1'],
    ['ACESO_PORT', 'http'],
    ['ACESO_POLL_SECONDS', '0'],
    ['ACESO_POLL_SECONDS', 'often'],
  ])('%s is %j', (name, value) => {
    expect(refusalOf({ [name]: value }).message).toContain(`- ${name}`)
  })

  test.each([`0x${'00'.repeat(32)}`, `0x${'ff'.repeat(32)}`])('%s, which is no key of the curve', (key) => {
    expect(refusalOf({ ACESO_RELAYER_KEY: key }).message).toContain('- ACESO_RELAYER_KEY')
  })

  test('all problems at once', () => {
    const { message } = refusalOf({ ACESO_RPC_URL: undefined, ACESO_RELAYER_FEE: 'x', ACESO_PORT: 'x' })
    for (const name of ['ACESO_RPC_URL', 'ACESO_RELAYER_FEE', 'ACESO_PORT']) expect(message).toContain(name)
  })

  test('the key is never shown', () => {
    const key = `${'77'.repeat(31)}zz`
    expect(refusalOf({ ACESO_RELAYER_KEY: key }).message).not.toContain('7777')
  })

  test.each<[string, object | string, string]>([
    ['no JSON', '{', 'ACESO_DEPLOYMENT'],
    ['nothing', 'null', ''],
    ['without a desk', { ...json, claimDesk: undefined }, 'claimDesk'],
    ['without an upkeep', { ...json, upkeep: undefined }, 'upkeep'],
    ['without a trigger', { ...json, attestationTrigger: undefined }, 'attestationTrigger'],
    ['with a desk that is no address', { ...json, claimDesk: '0x12' }, 'claimDesk'],
    ['with a chain in words', { ...json, chainId: 'mainnet' }, 'chainId'],
    ['without a start', { ...json, startBlock: undefined }, 'startBlock'],
    ['with a start before the first block', { ...json, startBlock: -1 }, 'startBlock'],
  ])('a deployment %s', (_, content, problem) => {
    expect(refusalOf({ ACESO_DEPLOYMENT: deploymentFile(content) }).message).toContain(problem)
  })

  test.each([1, 10, 8453, 42_161, 11_155_111])('a development key on chain %i', (chainId) => {
    const path = deploymentFile({ ...json, chainId })
    const { message } = refusalOf({ ACESO_DEPLOYMENT: path, ACESO_RELAYER_KEY: developmentKey })
    expect(message).toContain('development key')
    expect(message).not.toContain(developmentKey)
    expect(readConfig({ ...valid, ACESO_DEPLOYMENT: path }).deployment.chainId).toBe(chainId)
  })
})

describe('a configuration is read', () => {
  test('with a development key on a local chain', () => {
    expect(readConfig({ ...valid, ACESO_RELAYER_KEY: developmentKey }).key).toBe(developmentKey)
  })

  test('with defaults for what may be left out', () => {
    expect(readConfig(valid)).toEqual({
      rpcUrl: 'http://127.0.0.1:8545',
      deployment,
      key: ownKey,
      fee: 0n,
      host: '127.0.0.1',
      port: 8650,
      pollSeconds: 2,
    })
  })

  test('as it is written', () => {
    const environment = {
      ...valid,
      ACESO_RELAYER_FEE: '250000',
      ACESO_HOST: '0.0.0.0',
      ACESO_PORT: '0',
      ACESO_POLL_SECONDS: '0.5',
    }
    expect(readConfig(environment)).toMatchObject({
      fee: 250_000n,
      host: '0.0.0.0',
      port: 0,
      pollSeconds: 0.5,
    })
  })

  test.each([17, '17'])('with the start block %j', (startBlock) => {
    const path = deploymentFile({ ...json, startBlock })
    expect(readConfig({ ...valid, ACESO_DEPLOYMENT: path }).deployment.startBlock).toBe(17n)
  })

  test('by variables that the help names', () => {
    const names = [
      ...Object.keys(valid),
      'ACESO_RELAYER_FEE',
      'ACESO_HOST',
      'ACESO_PORT',
      'ACESO_POLL_SECONDS',
    ]
    for (const name of names) expect(help).toContain(name)
  })
})
