import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { recordResult } from '../src/hospital/laboratory.js'
import { signInAtPortal } from '../src/hospital/portal.js'
import { type Hospital, startHospital } from '../src/hospital/server.js'
import { accessToken, type Client, fhir, newClient, result, temporaryFolder } from './hospitalClient.js'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const entry = fileURLToPath(new URL('../src/hospital/main.ts', import.meta.url))

let folder: ReturnType<typeof temporaryFolder>
let laboratory: Client
let registration: { clientId: string; scope: string; jwks: Client['jwks'] }
let hospital: Hospital | undefined

beforeEach(async () => {
  folder = temporaryFolder()
  laboratory = await newClient('laboratory')
  registration = { clientId: 'laboratory', scope: 'system/*.cruds', jwks: laboratory.jwks }
})

afterEach(async () => {
  await hospital?.close()
  hospital = undefined
  folder.remove()
})

async function start(): Promise<Hospital> {
  await hospital?.close()
  hospital = await startHospital({ dataDir: folder.path, clients: [registration] })
  return hospital
}

const client = ({ issuer }: { issuer: string }) => ({ issuer, clientId: 'laboratory', key: laboratory.key })

async function read({ issuer }: { issuer: string }, path: string) {
  return fhir(`${issuer}/fhir/R4/${path}`, await accessToken(laboratory, issuer))
}

test('a restart keeps what was written, corrected and deleted, and the signing key', async () => {
  const first = await start()
  const kept = await recordResult({ ...client(first), observation: result('amara', 6.6) })
  await recordResult({ ...client(first), observation: { ...kept, status: 'corrected' } })
  await fhir(
    `${first.fhirUrl}/Observation/result-amara-1`,
    await accessToken(laboratory, first.issuer),
    'DELETE',
  )
  const before = (await read(first, `Observation/${kept.id}`)).body
  const keysOf = async (at: Hospital) => (await fetch(`${at.issuer}/.well-known/jwks.json`)).json()
  const keys = await keysOf(first)

  const second = await start()
  expect((await read(second, `Observation/${kept.id}`)).body).toEqual(before)
  expect(before).toMatchObject({ status: 'corrected' })
  expect((await read(second, 'Observation/result-amara-1')).status).toBe(404)
  expect(await keysOf(second)).toEqual(keys)
  for (const file of ['signing-key.json', 'journal.ndjson']) {
    expect(statSync(join(folder.path, file)).mode & 0o777).toBe(0o600)
  }
})

test('a line that a crash tore off is cut, and what comes after it is kept', async () => {
  const kept = await recordResult({ ...client(await start()), observation: result('amara', 6.6) })
  await hospital?.close()
  hospital = undefined
  const journal = join(folder.path, 'journal.ndjson')
  appendFileSync(journal, '{"op":"put","resource":{"resourceType":"Observa')

  const later = await recordResult({ ...client(await start()), observation: result('amara', 6.7) })
  const again = await start()
  for (const { id } of [kept, later]) expect((await read(again, `Observation/${id}`)).status).toBe(200)
  expect(readFileSync(journal, 'utf8').trim().split('\n')).toHaveLength(2)
})

test('a journal damaged in the middle is not passed over', async () => {
  await recordResult({ ...client(await start()), observation: result('amara', 6.6) })
  await hospital?.close()
  hospital = undefined
  const journal = join(folder.path, 'journal.ndjson')
  writeFileSync(journal, `{"op":"put", torn\n${readFileSync(journal, 'utf8')}`)
  await expect(start()).rejects.toThrow(/damaged at line 1/)
})

describe('the command', () => {
  async function run(args: string[] = []) {
    writeFileSync(join(folder.path, 'clients.json'), JSON.stringify([registration]))
    const flags = ['--data-dir', folder.path, '--clients', join(folder.path, 'clients.json'), ...args]
    const child = spawn(process.execPath, ['--import', 'tsx', entry, ...flags], {
      env: { PATH: process.env.PATH, ACESO_PARENT_WATCH: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const [line] = await once(child.stdout, 'data')
    const { url, accounts } = JSON.parse(String(line)) as { url: string; accounts: { patient: string }[] }
    return { issuer: url, accounts, child }
  }

  test('loses nothing when it is killed, and ends with its parent', async () => {
    const first = await run()
    const { id } = await recordResult({ ...client(first), observation: result('amara', 6.6) })
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')

    const second = await run()
    expect((await read(second, `Observation/${id}`)).status).toBe(200)
    const amara = { username: 'amara.sandbox', password: 'sandbox', nonce: 'n' }
    expect(await signInAtPortal({ issuer: second.issuer, ...amara })).toMatch(/^ey/)
    second.child.stdin.end()
    expect(await once(second.child, 'exit')).toEqual([0, null])
  })

  test('serves records from a folder, up to a date', async () => {
    const records = join(folder.path, 'records')
    mkdirSync(records)
    const entryOf = (resource: { id: string }) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })
    const subject = { reference: 'urn:uuid:p1' }
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        entryOf({ resourceType: 'Patient', id: 'p1', name: [{ given: ['Zoé'], family: 'Müller' }] } as never),
        entryOf({ ...result('x', 6.2, '2023-01-01T00:00:00Z'), id: 'o1', subject } as never),
        entryOf({ ...result('x', 6.9, '2024-01-01T00:00:00Z'), id: 'o2', subject } as never),
      ],
    }
    writeFileSync(join(records, 'zoe.json'), JSON.stringify(bundle))
    const { issuer, accounts, child } = await run([
      '--records',
      records,
      '--hold-back',
      'p1@2024-01-01T00:00:00Z',
    ])
    expect(accounts).toMatchObject([{ patient: 'p1', username: 'zoe.muller' }])
    expect((await read({ issuer }, 'Observation/o1')).status).toBe(200)
    expect((await read({ issuer }, 'Observation/o2')).status).toBe(404)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('says what is wrong with its configuration', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', entry, '--port', 'x', '--hold-back', 'p1'], {
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let text = ''
    child.stderr.on('data', (chunk) => {
      text += chunk
    })
    expect(await once(child, 'close')).toEqual([1, null])
    for (const name of ['dataDir', 'port', 'holdBack']) expect(text).toContain(name)
  })
})
