import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StartError } from '../src/errors.js'
import { lockDataDir } from '../src/keys/dataDirLock.js'
import { createEncryptedFile, readEncryptedFile } from '../src/keys/encryptedFile.js'
import { fieldCipher } from '../src/keys/fieldCipher.js'
import { openNodeKeys } from '../src/keys/nodeKeys.js'

let dataDir: string
let path: string
const passphrase = 'correct horse battery'

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'aceso-keys-'))
  path = join(dataDir, 'keys.json')
})

afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('the key file', () => {
  test('keeps the keys, for its owner only and encrypted', async () => {
    const first = await openNodeKeys({ dataDir, passphrase })
    const content = readFileSync(path, 'utf8')
    expect((await openNodeKeys({ dataDir, passphrase })).publicKey).toEqual(first.publicKey)
    expect(readFileSync(path, 'utf8')).toBe(content)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(dataDir)).toEqual(['keys.json'])
    for (const secret of [first.oracle, first.storage]) {
      for (const encoding of ['hex', 'base64'] as const) {
        expect(content).not.toContain(Buffer.from(secret).toString(encoding))
      }
    }
  })

  test('opens with no other passphrase, and stays as it is', async () => {
    await openNodeKeys({ dataDir, passphrase })
    const content = readFileSync(path, 'utf8')
    await expect(openNodeKeys({ dataDir, passphrase: 'wrong passphrase' })).rejects.toThrow(
      /passphrase does not open/,
    )
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  test.each([
    ['is empty', () => ''],
    ['is no JSON', () => 'keys'],
    ['is of another version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['asks for absurd work', (text: string) => text.replace('32768', '1073741824')],
    ['has a weakened header', (text: string) => text.replace('32768', '16384')],
    [
      'has a changed byte',
      (text: string) => text.replace(/"data": "(.)/, (_, letter) => `"data": "${letter === 'A' ? 'B' : 'A'}`),
    ],
  ])('is refused and kept when it %s', async (_, damage) => {
    await openNodeKeys({ dataDir, passphrase })
    const damaged = damage(readFileSync(path, 'utf8'))
    chmodSync(path, 0o600)
    writeFileSync(path, damaged)
    await expect(openNodeKeys({ dataDir, passphrase })).rejects.toBeInstanceOf(StartError)
    expect(readFileSync(path, 'utf8')).toBe(damaged)
  })

  test('is never written over', () => {
    createEncryptedFile(path, passphrase, Buffer.from('first'))
    expect(() => createEncryptedFile(path, passphrase, Buffer.from('second'))).toThrow(/EEXIST/)
    expect(Buffer.from(readEncryptedFile(path, passphrase)).toString()).toBe('first')
    expect(readdirSync(dataDir)).toEqual(['keys.json'])
  })

  test('is not made anew where a node has data already', async () => {
    mkdirSync(join(dataDir, 'db'))
    await expect(openNodeKeys({ dataDir, passphrase })).rejects.toThrow(/Restore it from your backup/)
    expect(existsSync(path)).toBe(false)
  })
})

describe('the lock', () => {
  test('lets one process at a time in', () => {
    const release = lockDataDir(dataDir)
    expect(() => lockDataDir(dataDir)).toThrow(/uses .* already/)
    release()
    lockDataDir(dataDir)()
  })

  test.each([
    ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null })],
    ['of a process whose id is in use again', JSON.stringify({ pid: process.pid, startedAt: '1' })],
    ['that was torn', ''],
  ])('%s is taken over', (_, content) => {
    writeFileSync(join(dataDir, 'lock'), content)
    lockDataDir(dataDir)()
  })
})

test('sealed fields open only in their own row, and digests differ by key and purpose', () => {
  const cipher = fieldCipher(Buffer.alloc(32, 1))
  const sealed = cipher.encrypt('ida', 'row 1')
  expect(cipher.decrypt(sealed, 'row 1')).toBe('ida')
  expect(cipher.encrypt('ida', 'row 1')).not.toBe(sealed)
  expect(() => cipher.decrypt(sealed, 'row 2')).toThrow()
  expect(() => fieldCipher(Buffer.alloc(32, 2)).decrypt(sealed, 'row 1')).toThrow()
  const digests = [
    cipher.digest('patient', 'ida'),
    cipher.digest('statement', 'ida'),
    cipher.digest('patient', 'id', 'a'),
    fieldCipher(Buffer.alloc(32, 2)).digest('patient', 'ida'),
  ]
  expect(new Set(digests).size).toBe(digests.length)
})
