// SPDX-License-Identifier: GPL-3.0-or-later
// A whole ceremony by the commands of docs/ceremony.md, each in a process of its own.
import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { readTranscript } from '../script/ceremony/transcript.js'
import { ceremonyTranscript, packed, root } from '../script/paths.js'
import { beaconHash, beaconOptions, contributors, startOptions } from './ceremonyFixture.js'
import { createTinyProject } from './tinyProject.js'

const project = createTinyProject()
const home = dirname(project.manifest)
const coordinator = join(project.ceremonies, 'square')
afterAll(() => rmSync(home, { recursive: true }))

type Outcome = { code: number | null; output: string }

function run(...argv: string[]): Promise<Outcome> {
  const script = fileURLToPath(new URL('tinyCeremony.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, home, ...argv], { cwd: root })
  child.stdin.end()
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })))
}

/** Hands a contributor the latest key and the transcript, and nothing else. */
function pass(from: string, to: string, number: number): void {
  mkdirSync(to, { recursive: true })
  for (const name of [`square_000${number}.zkey`, 'transcript.json'])
    copyFileSync(join(from, name), join(to, name))
}

it('refuses with exit code 1 and a sentence', async () => {
  const { code, output } = await run('verify', 'square')
  expect(code).toBe(1)
  expect(output).toMatch(/^✗ There is no transcript at .*\n$/)
})

it('lets three people contribute from folders of their own, and a verifier check everything', async () => {
  const started = await run('start', 'square', ...startOptions)
  expect(started.output).toContain('✓ started:')
  expect(started.code).toBe(0)

  for (const [i, name] of contributors.entries()) {
    const folder = join(home, 'people', name)
    pass(coordinator, folder, i)
    const options = ['--name', name, '--folder', folder, '--development']
    const { code, output } = await run('contribute', 'square', ...options)
    expect(output).toContain(`I contributed to the ceremony of square as ${name}: contribution ${i + 1}, `)
    expect(code).toBe(0)
    pass(folder, coordinator, i + 1)
  }

  const ended = await run('beacon', 'square', ...beaconOptions)
  expect(ended.output).toContain('It must be this value: a public draw')
  const finished = await run('finish', 'square', '--development')
  expect(finished.output).toContain('✓ finished:')
  expect([ended.code, finished.code]).toEqual([0, 0])

  const { code, output } = await run('verify', 'square', '--development', '--hash', beaconHash)
  expect(code).toBe(0)
  for (const line of ['contributions: 4', 'beacon: the last', 'powers of tau', 'circuit', 'key', 'square'])
    expect(output).toContain(`✓ ${line}`)
  const { contributions } = readTranscript(ceremonyTranscript('square', project.artifacts))
  expect(contributions.map(({ name }) => name)).toEqual([...contributors, 'beacon'])
  for (const { hash } of contributions) expect(output).toContain(hash)
})

it('refuses the finished key when its transcript is altered', async () => {
  const statement = ceremonyTranscript('square', project.artifacts)
  const altered = readFileSync(statement, 'utf8').replace('"Grace"', '"Mallory"')
  writeFileSync(join(home, 'altered.json'), altered)
  const options = [
    '--transcript',
    join(home, 'altered.json'),
    '--key',
    packed('square.zkey', project.artifacts),
  ]
  const { code, output } = await run('verify', 'square', '--development', ...options)
  expect(output).toContain('✗ Contribution 2 is by Mallory in the transcript, but not in the key.')
  expect(code).toBe(1)
})
