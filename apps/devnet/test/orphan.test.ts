import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Manifest } from '../dist/network/manifest.js'
import { startChain } from '../dist/network/processes.js'
import type { Child } from '../dist/process/child.js'
import { freePorts } from '../src/network/ports.js'
import { reapLeftovers } from '../src/process/leftovers.js'
import { temporaryFolder } from './hospitalClient.js'

// The built keeper is what is started, as by a user.
const built = (path: string) => fileURLToPath(new URL(`../dist/${path}`, import.meta.url))

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let folder: ReturnType<typeof temporaryFolder>
let manifest: Manifest
let chain: Child | undefined
let starter: ChildProcess | undefined

beforeEach(async () => {
  folder = temporaryFolder()
  const [port = 0] = await freePorts(1)
  manifest = { chainId: 31337, ports: { chain: port } } as Manifest
})

afterEach(async () => {
  await chain?.stop('SIGKILL')
  starter?.kill('SIGKILL')
  await reapLeftovers(folder.path)
  folder.remove()
})

const freed = () =>
  freePorts(1, manifest.ports.chain).then(
    () => true,
    () => false,
  )

test('a chain whose keeper is killed leaves no anvil behind, and starts again on its port', async () => {
  chain = await startChain({}, folder.path, manifest)
  await chain.stop('SIGKILL')
  chain = await startChain({}, folder.path, manifest)
  await chain.stop('SIGKILL')
  await expect.poll(freed).toBe(true)
})

test('when keeper and network are killed at once, the next start ends anvil', async () => {
  const program = `
    const { startChain } = await import(process.argv[1])
    const chain = await startChain({}, process.argv[2], JSON.parse(process.argv[3]))
    console.log(chain.pid)
    setInterval(() => {}, 1000)
  `
  const args = [built('network/processes.js'), folder.path, JSON.stringify(manifest)]
  starter = spawn(process.execPath, ['--input-type=module', '-e', program, ...args])
  const [line] = await once(starter.stdout!, 'data')
  const ended = once(starter, 'exit')
  // Neither may outlive the other for a moment, or it would end anvil.
  process.kill(starter.pid!, 'SIGSTOP')
  process.kill(Number(line), 'SIGKILL')
  starter.kill('SIGKILL')
  await ended
  expect(await freed()).toBe(false)
  await reapLeftovers(folder.path)
  expect(await freed()).toBe(true)
})
