// SPDX-License-Identifier: GPL-3.0-or-later
// A whole ceremony by the commands of docs/ceremony.md, each in a process of its own; without `DEEP=1` only the first of
// the three who contribute has one.
import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { readTranscript } from '../script/ceremony/transcript.js'
import { ceremonyTranscript, packed, root } from '../script/paths.js'
import { stopWorkers } from '../script/stopWorkers.js'
import { beaconHash, beaconOptions, ceremony, contributors, startOptions } from './ceremonyFixture.js'
import { deep } from './deep.js'
import { createTinyProject } from './tinyProject.js'

const project = createTinyProject()
const home = dirname(project.manifest)
const coordinator = join(project.ceremonies, 'square')
afterAll(async () => {
  rmSync(home, { recursive: true })
  await stopWorkers()
})

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

/** In a process, or in this one, which is quicker. */
async function contribute(i: number, options: string[]): Promise<Outcome> {
  if (deep || i === 0) return run('contribute', 'square', ...options)
  const lines = await ceremony(project, 'contribute', 'square', ...options)
  return { code: 0, output: lines.join('\n') }
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
    const { code, output } = await contribute(i, options)
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
