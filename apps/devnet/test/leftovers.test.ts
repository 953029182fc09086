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

/** A process that ends when its standard input does; it was told a path of `network`, as all of a network's are. */
async function started(network: string): Promise<ChildProcess & { pid: number }> {
  const program = 'process.stdin.on("end", () => process.exit()).resume(); console.log("ready")'
  const child = spawn(process.execPath, ['-e', program, 'apps/oracle/main.js'], {
    cwd: '/',
    stdio: 'pipe',
    env: { ACESO_ORACLE_DATA_DIR: join(network, 'oracle-1') },
  })
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

  test.runIf(existsSync('/proc/self/environ')).each(['-2', '-elsewhere'])(
    'when the id was given to a process of another network, which lives on: %s',
    async (suffix) => {
      const stranger = await started(`${folder.path}${suffix}`)
      recordProcesses(folder.path, [stranger.pid])
      await reapLeftovers(folder.path)
      expect(recorded()).toBe('[]')
      expect(isAlive(stranger.pid)).toBe(true)
    },
  )
})

describe.runIf(existsSync('/proc/self/environ'))('a process of an earlier start', () => {
  test('is waited for until it has ended', async () => {
    const child = await started(folder.path)
    recordProcesses(folder.path, [child.pid])
    const reaped = reapLeftovers(folder.path).then(() => isAlive(child.pid))
    expect(recorded()).toBe(`[${child.pid}]`)
    child.stdin?.end()
    expect(await reaped).toBe(false)
    expect(child.signalCode).toBeNull()
    expect(recorded()).toBe('[]')
  })

  test('is killed when it has not ended after ten seconds, not before', async () => {
    const child = await started(folder.path)
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
