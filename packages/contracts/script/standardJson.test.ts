import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import solc from 'solc'
import { expect, test } from 'vitest'
import { artifactOf, creationCode } from './artifact.js'
import { ArtifactMissingError, LibraryMissingError } from './deploymentErrors.js'
import { everyRole, local } from './networks/local.js'
import { planDeployment } from './planDeployment.js'
import { sourceNames, standardJson, writeStandardJson } from './standardJson.js'

const deployer = '0x1000000000000000000000000000000000000001'
const names = sourceNames(planDeployment(local(everyRole(deployer)), deployer))

type Output = {
  errors?: { severity: string }[]
  contracts: Record<
    string,
    Record<string, { evm: Record<'bytecode' | 'deployedBytecode', { object: string }> }>
  >
}

test('a contract that was not compiled has no input', () => {
  expect(() => standardJson('Nothing')).toThrow(ArtifactMissingError)
})

test('a contract is not linked without its libraries', () => {
  expect(() => creationCode('OracleRegistry', [deployer], {})).toThrow(LibraryMissingError)
})

test.each(names)('%s has all its sources, and nothing that depends on this machine', (name) => {
  const { sources, settings } = standardJson(name)
  expect(Object.keys(sources).sort()).toEqual(Object.keys(artifactOf(name).metadata.sources).sort())
  expect(Object.keys(sources).every((path) => !path.startsWith('/') && !path.startsWith('.'))).toBe(true)
  expect(Object.keys(settings).sort()).toEqual([
    'evmVersion',
    'metadata',
    'optimizer',
    'outputSelection',
    'remappings',
  ])
})

test.each(['UnderwritingPool', 'CoverDesk', 'AccessManager', 'PoseidonT5'])(
  'the pinned solc makes the same %s of it',
  (name) => {
    const { metadata, bytecode, deployedBytecode } = artifactOf(name)
    expect(solc.version()).toContain(metadata.compiler.version)
    const input = standardJson(name)
    const output = JSON.parse(solc.compile(JSON.stringify(input))) as Output
    expect(output.errors?.filter(({ severity }) => severity === 'error') ?? []).toEqual([])
    const [[path, target] = ['', '']] = Object.entries(metadata.settings.compilationTarget)
    const { evm } = output.contracts[path]?.[target] ?? {}
    expect(`0x${evm?.bytecode.object}`).toBe(bytecode.object)
    expect(`0x${evm?.deployedBytecode.object}`).toBe(deployedBytecode.object)
  },
)

test('a deployment has the sources of every contract it creates', () => {
  expect(names).toContain('CoverDesk')
  expect(names).toContain('UnderwritingPool')
  expect(names).toContain('PoseidonT6')
  expect(new Set(names).size).toBe(names.length)
})

test('one file is written for each contract', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aceso-'))
  const input = standardJson('Upkeep')
  writeStandardJson(folder, 31_337, new Map([['Upkeep', input]]))
  expect(readdirSync(join(folder, '31337'))).toEqual(['Upkeep.json'])
  expect(JSON.parse(readFileSync(join(folder, '31337', 'Upkeep.json'), 'utf8'))).toEqual(input)
})
