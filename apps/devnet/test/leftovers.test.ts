import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isAlive } from '../src/process/dataFolder.js'
import { reapLeftovers, recordProcesses } from '../src/process/leftovers.js'
import { temporaryFolder } from './hospitalClient.js'

let folder: ReturnType<typeof temporaryFolder>
const children: ChildProcess[] = []

beforeEach(() => {
  folder = temporaryFolder()
})

afterEach(() => {
  vi.useRealTimers()
  for (const child of children.splice(0)) child.kill('SIGKILL')
  folder.remove()
})

/** A process that ends when its standard input does; `name` stands in its command line. */
async function started(name: string): Promise<ChildProcess & { pid: number }> {
  const program = 'process.stdin.on("end", () => process.exit()).resume(); console.log("ready")'
  const child = spawn(process.execPath, ['-e', program, name], { cwd: '/', stdio: 'pipe' })
  children.push(child)
  await once(child.stdout, 'data')
  return child as ChildProcess & { pid: number }
}

const recorded = () => readFileSync(join(folder.path, 'processes.json'), 'utf8')

describe('nothing is waited for', () => {
  test('in a folder of a first start', async () => {
    await reapLeftovers(folder.path)
    expect(existsSync(join(folder.path, 'processes.json'))).toBe(false)
  })

  test('when all processes have ended', async () => {
    recordProcesses(folder.path, [spawnSync(process.execPath, ['--version']).pid])
    await reapLeftovers(folder.path)
    expect(recorded()).toBe('[]')
  })

  test.runIf(existsSync('/proc/self/cmdline'))(
    'when the id was given to another program, which lives on',
    async () => {
      const stranger = await started('somebody-elses')
      recordProcesses(folder.path, [stranger.pid])
      await reapLeftovers(folder.path)
      expect(recorded()).toBe('[]')
      expect(isAlive(stranger.pid)).toBe(true)
    },
  )
})

describe.runIf(existsSync('/proc/self/cmdline'))('a process of an earlier start', () => {
  test.each(['apps/devnet/main.js', 'apps/oracle/main.js', 'apps/relayer/main.js'])(
    'is waited for until it has ended: %s',
    async (name) => {
      const child = await started(name)
      recordProcesses(folder.path, [child.pid])
      const reaped = reapLeftovers(folder.path).then(() => isAlive(child.pid))
      expect(recorded()).toBe(`[${child.pid}]`)
      child.stdin?.end()
      expect(await reaped).toBe(false)
      expect(child.signalCode).toBeNull()
      expect(recorded()).toBe('[]')
    },
  )

  test('is killed when it has not ended after ten seconds, not before', async () => {
    const child = await started('apps/oracle/main.js')
    const kill = vi.spyOn(process, 'kill')
    const killed = () => kill.mock.calls.filter(([, signal]) => signal === 'SIGKILL')
    recordProcesses(folder.path, [child.pid])
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const ended = once(child, 'exit')
    const reaped = reapLeftovers(folder.path)
    await vi.advanceTimersByTimeAsync(9_900)
    expect(killed()).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    expect(killed()).toEqual([[child.pid, 'SIGKILL']])
    await ended
    await vi.advanceTimersByTimeAsync(100)
    await reaped
    expect(recorded()).toBe('[]')
  })
})
