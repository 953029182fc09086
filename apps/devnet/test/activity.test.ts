import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { clockTime, processorTime, watchSilence } from '../src/process/activity.js'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const children: ChildProcess[] = []

afterEach(() => {
  vi.useRealTimers()
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

async function started(program: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', `console.log("ready"); ${program}`])
  children.push(child)
  await once(child.stdout, 'data')
  return child.pid as number
}

const IDLE = 'setInterval(() => {}, 1 << 30)'
const BUSY = 'for (;;);'

/** Steps of a tenth of the deadline until silence is called, at most `limit`. */
async function stepsToSilence(pid: number, limit: number, each: () => Promise<void>): Promise<number> {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  let silent = false
  const watch = watchSilence({ pid, deadline: 1_000, onSilence: () => (silent = true) })
  let steps = 0
  while (!silent && steps < limit) {
    await each()
    await vi.advanceTimersByTimeAsync(100)
    // What the system says of the process comes after a moment.
    await new Promise(setImmediate)
    steps++
  }
  watch.stop()
  expect(vi.getTimerCount()).toBe(0)
  return steps
}

test('a process that neither prints nor works is silent after the deadline', async () => {
  const pid = await started(IDLE)
  // What it has used so far counts as work at the first look.
  expect(await stepsToSilence(pid, 30, async () => {})).toBeLessThanOrEqual(12)
})

test('a process that works is never silent, however long it takes', async () => {
  const pid = await started(BUSY)
  let last = (await processorTime(pid)) ?? 0
  const worksOn = async () => {
    for (let now = last; now - last < 0.02; now = (await processorTime(pid)) ?? 0) {
      await new Promise(setImmediate)
    }
    last = (await processorTime(pid)) ?? 0
  }
  expect(await stepsToSilence(pid, 30, worksOn)).toBe(30)
})

test('a process that is heard is not silent', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const onSilence = vi.fn()
  const { heard, stop } = watchSilence({ pid: 0, deadline: 1_000, onSilence })
  for (let i = 0; i < 30; i++) {
    await vi.advanceTimersByTimeAsync(100)
    heard()
  }
  expect(onSilence).not.toHaveBeenCalled()
  stop()
})

test('the processor time of one that has ended is not known', async () => {
  expect(await processorTime(2 ** 22 + 1)).toBeUndefined()
})

test.each([
  ['00:00:01\n', 1],
  ['  0:01.52', 1.52],
  ['01:02:03', 3_723],
  ['2-00:00:10', 172_810],
])('ps writes %j for %d seconds', (text, seconds) => {
  expect(clockTime(text)).toBeCloseTo(seconds)
})
