import { afterAll, beforeAll, expect, test } from 'vitest'
import { configFrom, configSchema, resolveConfig } from '../src/config.js'
import { type OracleConfig, oracleKeyRegistration, startOracle } from '../src/index.js'
import { startWorld, type World } from './testNode.js'

let world: World

beforeAll(async () => {
  world = await startWorld()
})

afterAll(() => world.close())

test('everything wrong with a configuration is named at once, with its variable', () => {
  const config = configFrom(
    { port: '70000' },
    { ACESO_ORACLE_REGISTRY: '0x12', ACESO_ORACLE_FHIR_URL: 'ftp://x' },
  )
  const wrong = [
    'dataDir',
    'passphrase',
    'port',
    'rpcUrl',
    'chainId',
    'registry',
    'fhirUrl',
    'committeeSecret',
  ]
  for (const name of wrong) {
    expect(() => resolveConfig(configSchema, config)).toThrow(
      new RegExp(`${name} \\((ACESO_ORACLE|DATABASE)_`),
    )
  }
})

test('flags win over the environment, and secrets come from files or the environment', async () => {
  const env = { ACESO_ORACLE_NAME: 'environment', ACESO_ORACLE_PASSPHRASE: 'from environment' }
  expect(configFrom({ name: 'flag' }, env)).toMatchObject({ name: 'flag', passphrase: 'from environment' })
  expect(() => configFrom({ 'passphrase-file': '/nowhere' }, env)).toThrow(/can't be read/)
})

test.each([
  ['a hospital without TLS', { hospitalIssuer: 'http://hospital.example' }, /must use https/],
  ['a short passphrase', { passphrase: 'short' }, /8 characters/],
  ['a committee secret of the wrong length', { committeeSecret: 'abcd' }, /32 bytes/],
  ['a chain id the RPC does not serve', { chainId: 1 }, /serves chain 31337, not chain 1/],
  ['an RPC that does not answer', { rpcUrl: 'http://127.0.0.1:9' }, /does not answer/],
  ['a passphrase that does not fit', { passphrase: 'another passphrase' }, /passphrase does not open/],
  ['a port in use', {}, /EADDRINUSE/],
] as [string, Partial<OracleConfig>, RegExp][])(
  'a node does not start with %s',
  async (what, overrides, message) => {
    const config = await world.nodeConfig('node', overrides)
    const port = what === 'a port in use' ? Number(new URL(world.chain.url).port) : 0
    await expect(startOracle({ ...config, port })).rejects.toThrow(message)
  },
)

test('after a failed start the folder is free again; while a node runs it is not', async () => {
  await expect(startOracle(await world.nodeConfig('node', { chainId: 1 }))).rejects.toThrow()
  const node = await startOracle(await world.nodeConfig('node'))
  await expect(startOracle(await world.nodeConfig('node'))).rejects.toThrow(/uses .* already/)
  await node.close()
  await node.close()
  await (await startOracle(await world.nodeConfig('node'))).close()
})

test('the registration is of the running node’s key', async () => {
  const config = await world.nodeConfig('node')
  const node = await startOracle(config)
  const operator = '0x000000000000000000000000000000000000dEaD'
  const { Ax, Ay } = await oracleKeyRegistration(config, operator)
  expect([Ax, Ay]).toEqual(node.key)
  const said = node.registration(operator)
  expect([said.Ax, said.Ay]).toEqual(node.key)
  await node.close()
})
