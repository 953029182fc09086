import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Child, ProcessFailedError, startChild } from '../src/process/child.js'
import { processesOf } from '../src/process/leftovers.js'
import { temporaryFolder } from './hospitalClient.js'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const LISTENING = 'console.log(JSON.stringify({ event: "listening", url: "http://x" }));'
const LIVE = 'setInterval(() => {}, 1000);'

let folder: ReturnType<typeof temporaryFolder>
const children: Child[] = []

beforeEach(() => {
  folder = temporaryFolder()
})

afterEach(async () => {
  for (const child of children.splice(0)) await child.stop('SIGKILL')
  folder.remove()
})

async function start(program: string, signal?: AbortSignal): Promise<Child> {
  const entry = join(folder.path, 'program.cjs')
  writeFileSync(entry, program)
  const child = await startChild({
    folder: folder.path,
    name: 'oracle 1',
    entry,
    environment: {},
    logFile: join(folder.path, 'log'),
    ...(signal ? { signal } : {}),
  })
  children.push(child)
  return child
}

test('a process that ends before it listens fails the start with its own words, and its cause', async () => {
  const failing = start(
    'console.error("(node:1) Warning: new\\nIt can not start.\\n  The disk is full.\\n    at x"); process.exit(1)',
  )
  await expect(failing).rejects.toBeInstanceOf(ProcessFailedError)
  await expect(failing).rejects.toThrow('it ended with exit code 1')
  await expect(failing).rejects.toThrow('It said: It can not start. The disk is full.')
})

test('a start that was ended starts nothing', async () => {
  await expect(start(LISTENING + LIVE, AbortSignal.abort(new Error('ended')))).rejects.toThrow('ended')
  expect(processesOf(folder.path)).toEqual([])
})

test('a process that starts ends with the start', async () => {
  const ending = new AbortController()
  const starting = start(LIVE, ending.signal)
  starting.catch(() => undefined)
  while (processesOf(folder.path).length === 0) await new Promise(setImmediate)
  ending.abort()
  await expect(starting).rejects.toThrow('the start was ended')
  await expect.poll(() => processesOf(folder.path)).toEqual([])
})

test('a process that listens is not ended by what ends a start, but told to stop', async () => {
  const ending = new AbortController()
  const program = `process.on('SIGTERM', () => { console.log('in order'); process.exit() }); ${LIVE} ${LISTENING}`
  const child = await start(program, ending.signal)
  ending.abort()
  await child.stop()
  expect(processesOf(folder.path)).toEqual([])
  await expect.poll(() => readFileSync(join(folder.path, 'log'), 'utf8')).toContain('in order')
})

test('what a process says of itself comes along', async () => {
  const child = await start(
    `console.log('{"event":"starting"}'); console.log('no event'); console.log('{"event":"listening","url":"u","registration":{"x":"1"}}'); ${LIVE}`,
  )
  expect(child.listening).toEqual({ event: 'listening', url: 'u', registration: { x: '1' } })
})
