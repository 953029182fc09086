import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accessAccount, secretFromSignature, secretRequest, subjectOf } from '@aceso/core'
import { developmentAccount, processesOf, sandboxScenario, signInAtPortal } from '@aceso/devnet'
import { linkNonceOf } from '@aceso/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMITTEE } from '../src/people.js'
import { scratchFolder } from '../src/scratch.js'

const main = fileURLToPath(new URL('../../apps/devnet/dist/main.js', import.meta.url))
let folder: string
let running: ChildProcess | undefined

beforeAll(() => {
  folder = scratchFolder()
})

afterAll(() => {
  running?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Starts the network as a user would and resolves with its output once `text` is in it, or when it ends. */
function start(args: string[], text?: string): Promise<{ output: string; code: number | null }> {
  const child = spawn(process.execPath, [main, '--data', folder, ...args])
  running = child
  let output = ''
  return new Promise((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      if (text && output.includes(text)) resolve({ output, code: null })
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('close', (code) => resolve({ output, code }))
  })
}

async function killNow(): Promise<void> {
  const child = running as ChildProcess
  const gone = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await gone
}

type Manifest = {
  ports: { hospital: number; oracles: number[] }
  deployment: { chainId: number; oracleRegistry: `0x${string}` }
}
type Memory = { keys: unknown[]; linkedAt: bigint[] }

/** What each node remembers: its key, and since when the walk's policyholder is linked to the patient. */
async function memory(): Promise<Memory> {
  const { ports, deployment } = JSON.parse(readFileSync(join(folder, 'network.json'), 'utf8')) as Manifest
  const urls = ports.oracles.map((port) => `http://127.0.0.1:${port}`)
  const keys = await Promise.all(
    urls.map(async (url) => ((await (await fetch(`${url}/v1/info`)).json()) as { key: unknown }).key),
  )
  const request = secretRequest({ chainId: deployment.chainId, registry: deployment.oracleRegistry })
  const secret = secretFromSignature(await developmentAccount('policyholder').signTypedData(request))
  const { account } = sandboxScenario()
  const issuer = `http://127.0.0.1:${ports.hospital}`
  const idToken = await signInAtPortal({
    issuer,
    ...account,
    nonce: linkNonceOf({ secret, committeeId: COMMITTEE }),
  })
  const linkedAt = await Promise.all(
    urls.map(async (url) => {
      const body = {
        subject: subjectOf(secret, COMMITTEE).toString(),
        accessKey: accessAccount(secret, COMMITTEE).address,
        idToken,
      }
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${url}/v1/links`, { method: 'POST', headers, body: JSON.stringify(body) })
      return BigInt(((await answer.json()) as { linkedAt: string }).linkedAt)
    }),
  )
  return { keys, linkedAt }
}

/** While a link is fresh, while a proof is made, and after the payout. */
const moments = ['✓ Link', '✓ Attest', 'The pool now']
const seed = Number(process.env.SEED ?? 1)
const chosen = process.env.DEEP ? moments : [moments[seed % moments.length]!, '✓ Network']

test(`killed at any moment, the network starts again with its keys, links and chain, and leaves no process (SEED=${seed})`, async () => {
  let before: Memory | undefined
  for (const moment of chosen) {
    const { output } = await start([], moment)
    expect(output).toContain(moment)
    const now = await memory()
    if (before) expect(now).toEqual(before)
    before = now
    // Nine, and anvil.
    expect(processesOf(folder)).toHaveLength(10)
    await killNow()
    await expect.poll(() => processesOf(folder), { timeout: 60_000 }).toEqual([])
  }
  const { output, code } = await start(['--once'])
  expect(output).toContain('go on from the last start')
  expect(output).toContain('✓ Pay')
  expect(code).toBe(0)
  expect(processesOf(folder)).toEqual([])
})
