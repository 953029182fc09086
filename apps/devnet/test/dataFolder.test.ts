import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  FolderInUseError,
  FolderUnusableError,
  holdFolder,
  holdFreeFolder,
  isAlive,
} from '../src/process/dataFolder.js'
import { writeDurably } from '../src/process/files.js'
import { temporaryFolder } from './hospitalClient.js'

let folder: ReturnType<typeof temporaryFolder>
let path: string

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'network')
})

afterEach(() => folder.remove())

/** The id of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid
}

function lockedBy(content: string): void {
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'lock'), content)
}

describe('a folder', () => {
  test('is held by one network at a time', () => {
    holdFolder(path)
    expect(() => holdFolder(path)).toThrow(FolderInUseError)
    expect(() => holdFolder(path)).toThrow(`process ${process.pid}`)
    expect(readFileSync(join(path, 'lock'), 'utf8')).toBe(String(process.pid))
  })

  test('whose holder lives stays as it is, whoever that is', () => {
    lockedBy(String(process.ppid))
    expect(() => holdFolder(path)).toThrow(FolderInUseError)
    expect(readFileSync(join(path, 'lock'), 'utf8')).toBe(String(process.ppid))
  })

  test.each(['', 'lock', '-1', '0', '1.5', '99999999999'])('whose lock says %j is taken over', (content) => {
    lockedBy(content)
    holdFolder(path)
    expect(readFileSync(join(path, 'lock'), 'utf8')).toBe(String(process.pid))
  })

  test('whose holder is gone is taken over', () => {
    lockedBy(String(deadPid()))
    expect(holdFolder(path).path).toBe(path)
  })

  test('is free again once released, and releasing twice does no harm', () => {
    const held = holdFolder(path)
    held.release()
    held.release()
    expect(existsSync(join(path, 'lock'))).toBe(false)
    expect(() => holdFolder(path)).not.toThrow()
  })

  test('is made for its owner only', () => {
    holdFolder(join(path, 'deeper'))
    expect(statSync(join(path, 'deeper')).mode & 0o777).toBe(0o700)
  })
})

test('the first folder that nobody holds is taken', () => {
  const folders = [holdFreeFolder(path), holdFreeFolder(path), holdFreeFolder(path)]
  expect(folders.map((held) => held.path)).toEqual([path, `${path}-2`, `${path}-3`])
  folders[1]?.release()
  expect(holdFreeFolder(path).path).toBe(`${path}-2`)
})

test('a folder that cannot be made is another error than one in use', () => {
  writeFileSync(path, '')
  expect(() => holdFreeFolder(path)).toThrow(FolderUnusableError)
  expect(() => holdFreeFolder(path)).toThrow(/can not be made or written.*--data/)
})

test('a process is alive until it has ended', () => {
  expect(isAlive(deadPid())).toBe(false)
  expect(isAlive(process.pid)).toBe(true)
})

describe('a file written durably', () => {
  test('replaces the old content, and leaves no draft behind', () => {
    const file = join(folder.path, 'file.json')
    writeDurably(file, 'a long old content')
    writeDurably(file, 'new')
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(existsSync(`${file}.draft`)).toBe(false)
  })

  test('can be read by its owner only', () => {
    const file = join(folder.path, 'file.json')
    writeDurably(file, 'secret')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
