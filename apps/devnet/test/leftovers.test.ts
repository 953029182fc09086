import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isAlive } from '../src/process/dataFolder.js'
import { processesOf, reapLeftovers, titleOf } from '../src/process/leftovers.js'
import { temporaryFolder } from './hospitalClient.js'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let folder: ReturnType<typeof temporaryFolder>
const children: ChildProcess[] = []

beforeEach(() => {
  folder = temporaryFolder()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  for (const child of children.splice(0)) child.kill('SIGKILL')
  folder.remove()
})

/** A process that ends when its standard input does, with the title of a network's. */
async function started(network: string, name = 'oracle 1'): Promise<ChildProcess & { pid: number }> {
  const program = 'process.stdin.on("end", () => process.exit()).resume(); console.log("ready")'
  const child = spawn(process.execPath, [`--title=${titleOf(network, name)}`, '-e', program], { cwd: '/' })
  children.push(child)
  await once(child.stdout, 'data')
  return child as ChildProcess & { pid: number }
}

const killsOf = (kill: { mock: { calls: unknown[][] } }) =>
  kill.mock.calls.filter(([, signal]) => signal === 'SIGKILL').map(([pid]) => pid)

test('a network knows its processes by their title, and those of one name', async () => {
  const [node, chain] = [await started(folder.path), await started(folder.path, 'chain')]
  expect(processesOf(folder.path).sort()).toEqual([node.pid, chain.pid].sort())
  expect(processesOf(folder.path, 'chain')).toEqual([chain.pid])
  expect(processesOf(folder.path, 'anvil')).toEqual([])
})

test('in a folder of a first start nothing is waited for', () => reapLeftovers(folder.path))

test.each(['-2', '/deeper'])('a process of another network lives on: %s', async (suffix) => {
  const stranger = await started(`${folder.path}${suffix}`)
  const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', `notes [${folder.path}]`])
  children.push(editor)
  await reapLeftovers(folder.path)
  expect(isAlive(stranger.pid)).toBe(true)
  expect(isAlive(editor.pid as number)).toBe(true)
})

describe('a process of an earlier start', () => {
  test('is waited for until it has ended', async () => {
    const child = await started(folder.path)
    const reaped = reapLeftovers(folder.path).then(() => processesOf(folder.path))
    child.stdin?.end()
    expect(await reaped).toEqual([])
    expect(child.signalCode).toBeNull()
  })

  test('is killed when it has not ended after ten seconds, not before', async () => {
    const child = await started(folder.path)
    const kill = vi.spyOn(process, 'kill')
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const ended = once(child, 'exit')
    const reaped = reapLeftovers(folder.path)
    await vi.advanceTimersByTimeAsync(9_900)
    expect(killsOf(kill)).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    expect(killsOf(kill)).toEqual([child.pid])
    await ended
    await vi.advanceTimersByTimeAsync(100)
    await reaped
  })

  test('is killed at once where it is an anvil without its keeper, and left to the keeper that has not ended', async () => {
    const [anvil, keeper] = [await started(folder.path, 'anvil'), await started(folder.path, 'chain')]
    const kill = vi.spyOn(process, 'kill')
    const reaped = reapLeftovers(folder.path)
    expect(killsOf(kill)).toEqual([])
    keeper.stdin?.end()
    await reaped
    expect(new Set(killsOf(kill))).toEqual(new Set([anvil.pid]))
    expect(keeper.signalCode).toBeNull()
  })
})
