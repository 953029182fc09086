import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DeploymentFileError } from './deploymentErrors.js'
import { deploymentFiles, readDeployment, writeDeployment } from './deploymentFile.js'
import { recordOf } from './deployProtocol.js'
import { everyRole, local } from './networks/local.js'
import { planDeployment } from './planDeployment.js'

const deployer = '0x1000000000000000000000000000000000000001'
const config = local(everyRole(deployer))
const record = recordOf(config, planDeployment(config, deployer), deployer, 12_345_678_901n)
const folder = mkdtempSync(join(tmpdir(), 'aceso-'))

describe('a file is refused', () => {
  const written = JSON.parse(readFileSync(writeDeployment(folder, record), 'utf8'))
  const refuse = (content: string) => {
    const path = join(folder, 'bad.json')
    writeFileSync(path, content)
    expect(() => readDeployment(path)).toThrow(DeploymentFileError)
    expect(() => readDeployment(path)).toThrow(path)
  }

  test('that is not there', () => {
    expect(() => readDeployment(join(folder, 'none.json'))).toThrow(DeploymentFileError)
  })

  test.each(['', '{', 'null', '[]', '"text"', '{}'])('that holds %j', refuse)

  test.each(Object.keys(written).filter((name) => name !== 'salt'))('without %s', (name) => {
    refuse(JSON.stringify({ ...written, [name]: undefined }))
  })

  test.each<[string, unknown]>([
    ['chainId', '8453'],
    ['startBlock', -1],
    ['startBlock', '0x10'],
    ['claimDesk', '0x12'],
    ['accounts', { governor: 'nobody' }],
    ['accounts', []],
    ['contracts', []],
    ['contracts', { ClaimDesk: { address: deployer, args: [] } }],
    ['contracts', { ClaimDesk: { address: 'x', args: [], libraries: {} } }],
    ['pools', {}],
    ['pools', [null]],
  ])('whose %s is %j', (name, value) => {
    refuse(JSON.stringify({ ...written, [name]: value }))
  })
})

test('what is written is read again', () => {
  expect(readDeployment(writeDeployment(folder, record))).toEqual(record)
})

test('only files named after a chain count', () => {
  const other = mkdtempSync(join(tmpdir(), 'aceso-'))
  expect(deploymentFiles(join(other, 'none'))).toEqual([])
  mkdirSync(join(other, '31337'))
  writeFileSync(join(other, 'README.md'), '')
  writeFileSync(join(other, 'x.json'), '')
  const path = writeDeployment(other, record)
  expect(deploymentFiles(other)).toEqual([path])
})
