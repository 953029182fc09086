import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isAlive } from '../src/process/dataFolder.js'
import { processesOf } from '../src/process/leftovers.js'
import { temporaryFolder } from './hospitalClient.js'

// Against silence only: on a busy machine a network takes minutes.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 })

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

let folder: ReturnType<typeof temporaryFolder>
let running: ChildProcess | undefined
let output: string

beforeEach(() => {
  folder = temporaryFolder()
})

afterEach(() => {
  running?.kill('SIGKILL')
  folder.remove()
})

/** Starts a program as a terminal does, in a group of its own, and resolves with its exit code, or once it says `text`. */
function run(args: string[], text?: string): Promise<number | string | null> {
  const child = spawn(process.execPath, args, { detached: true })
  running = child
  output = ''
  return new Promise((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk
      if (text && output.includes(text)) resolve(text)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('close', resolve)
  })
}

/** Ctrl-C: the signal goes to the whole group. Resolves with the exit code. */
function interrupt(): Promise<number | null> {
  const child = running as ChildProcess
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  process.kill(-(child.pid as number), 'SIGINT')
  return closed
}

test.each([
  ['ends when it is told to', ''],
  ['will not hear of it', 'process.on("SIGINT", () => {});'],
])('an interrupted step of the setup leaves nothing behind of a command that %s', async (_, stubborn) => {
  const pids = join(folder.path, 'pids')
  const grandchild = `${stubborn} setInterval(() => {}, 1000)`
  const command = `
    ${stubborn}
    const { pid } = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}])
    require('node:fs').writeFileSync(${JSON.stringify(pids)}, JSON.stringify([process.pid, pid]))
    console.log('under way')
    setInterval(() => {}, 1000)
  `
  const program = join(folder.path, 'program.mjs')
  writeFileSync(
    program,
    `import { runQuietly } from ${JSON.stringify(path('../../../scripts/quietly.mjs'))}
    await runQuietly({ title: 'Build', command: process.execPath, args: ['-e', ${JSON.stringify(command)}],
      doing: (line) => void console.log('saw', line) })
    console.log('went on')`,
  )
  expect(await run([program], 'saw under way')).toBe('saw under way')
  expect(await interrupt()).toBe(130)
  expect(output).not.toContain('went on')
  const both = JSON.parse(readFileSync(pids, 'utf8')) as number[]
  expect(both).toHaveLength(2)
  await expect.poll(() => both.filter(isAlive)).toEqual([])
})

test('an interrupted start of the network leaves nothing behind, whatever it was waiting for', async () => {
  // Built, as a user runs it. While the chain starts, while the nodes do, and after the first transaction of the walk.
  const main = path('../dist/main.js')
  const data = join(folder.path, 'network')
  const moments: [string, () => Promise<unknown>][] = [
    ['the first process', () => untilRuns(data, 'hospital')],
    ['the nodes', () => untilRuns(data, 'oracle 3')],
  ]
  for (const [moment, reached] of moments) {
    void run([main, '--once', '--data', data])
    await reached()
    expect(await interrupt(), moment).toBe(130)
    expect(processesOf(data), moment).toEqual([])
    expect(output.trimEnd().endsWith('Stopping…'), output).toBe(true)
  }
  expect(await run([main, '--once', '--data', data], '✓ Deposit')).toBe('✓ Deposit')
  expect(await interrupt()).toBe(130)
  expect(processesOf(data)).toEqual([])
})

async function untilRuns(data: string, name: string): Promise<void> {
  while (processesOf(data, name).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
}
