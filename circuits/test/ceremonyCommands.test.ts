// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands of a ceremony refuse before it has ended, and what they leave behind.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { CeremonyError } from '../script/ceremony/CeremonyError.js'
import { ceremonyCommand } from '../script/ceremony/ceremonyCommand.js'
import { transcriptFile } from '../script/ceremony/files.js'
import { readTranscript } from '../script/ceremony/transcript.js'
import { sha256 } from '../script/hash.js'
import { powersOfTau } from '../script/paths.js'
import { stopWorkers } from '../script/stopWorkers.js'
import {
  beaconOptions,
  ceremony,
  patch,
  startOptions,
  stateOf,
  withPointsExchanged,
  withSecrets,
} from './ceremonyFixture.js'
import { createTinyProject } from './tinyProject.js'

const project = createTinyProject()
const home = dirname(project.manifest)
const folder = join(project.ceremonies, 'square')
const ada = ['--name', 'Ada', '--development']

beforeAll(async () => {
  await ceremony(project, 'start', 'square', ...startOptions)
  await ceremony(project, 'contribute', 'square', ...ada)
})
afterAll(async () => {
  rmSync(home, { recursive: true })
  await stopWorkers()
})

async function refuses(argv: string[], reason: string) {
  const verdict = ceremony(project, ...argv)
  await expect(verdict).rejects.toThrow(reason)
  await expect(verdict).rejects.toBeInstanceOf(CeremonyError)
}

/** The ceremony in a folder of its own, so that it can be spoilt. */
function copyOf(name: string): string {
  const copy = join(home, name)
  cpSync(folder, copy, { recursive: true })
  return copy
}

test.each(['../../claim', '/etc/passwd', '__proto__', 'constructor', 'claim', ''])(
  'no command takes %j for a circuit',
  async (name) => {
    for (const command of ['start', 'contribute', 'beacon', 'finish', 'verify'])
      await refuses([command, name], 'Name a circuit, one of square, product.')
  },
)

describe('the command line refuses', () => {
  test.each([
    ['an unknown command', ['destroy', 'square'], 'There is no command "destroy"'],
    ['an unknown option', ['verify', 'square', '--force'], "Unknown option '--force'"],
    ["another command's option", ['finish', 'square', '--name', 'Ada'], "Unknown option '--name'"],
    ['two circuits', ['verify', 'square', 'product'], 'Name one circuit.'],
    ['no circuit', ['verify'], 'Name a circuit'],
  ])('%s', (_, argv, reason) => refuses(argv, reason))
})

describe('start refuses', () => {
  const start = ['start', 'product', '--beacon-source', 'a public draw', '--iterations', '10']

  it('any other file than the powers of tau of Hermez', async () => {
    const file = join(home, 'powersOfTau28_hez_final_15.ptau')
    writeFileSync(file, 'something else')
    await refuses([...start, '--ptau', file], 'is not powersOfTau28_hez_final_15.ptau: its BLAKE2b hash is')
  })

  it('the development file, unless the command says so', async () => {
    await refuses([...start, '--ptau', powersOfTau], 'is not powersOfTau28_hez_final_15.ptau')
  })

  it('without powers of tau', () =>
    refuses(start, 'Put powersOfTau28_hez_final_15.ptau there, or say --ptau'))

  it('without an announced beacon', async () => {
    await refuses(['start', 'product', '--iterations', '10', '--development'], 'Say with --beacon-source')
  })

  test.each(['9', '25', '1e1', '-10', '', '10.5'])('%j iterations', async (iterations) => {
    const options = ['--beacon-source', 'a public draw', `--iterations=${iterations}`, '--development']
    await refuses(['start', 'product', ...options], 'Say --iterations <n>, from 10 to 24')
  })

  it('to overwrite a ceremony', async () => {
    await refuses(['start', 'square', ...startOptions], 'There is a ceremony in')
  })
})

describe('contribute refuses', () => {
  test.each(['', ' Ada', 'A\u001b[2J', 'A'.repeat(65), '<script>'])('%j for a name', async (name) => {
    await refuses(['contribute', 'square', `--name=${name}`, '--development'], 'Say who you are with --name')
  })

  it('a name that the key would cut off, and leaves no trace', async () => {
    const copy = copyOf('cut')
    const before = readFileSync(transcriptFile(copy))
    const name = '𐐀'.repeat(64)
    await refuses(
      ['contribute', 'square', '--name', name, '--folder', copy, '--development'],
      'Contribution 2',
    )
    expect(readFileSync(transcriptFile(copy)).equals(before)).toBe(true)
  })

  it('a ceremony for development, unless the command says so', async () => {
    await refuses(['contribute', 'square', '--name', 'Grace'], 'for development only')
  })

  it("a key that isn't the transcript's", async () => {
    const copy = copyOf('spoilt')
    writeFileSync(
      join(copy, 'square_0001.zkey'),
      patch(readFileSync(join(folder, 'square_0001.zkey')), 9, 0, Buffer.alloc(1, 7)),
    )
    await refuses(['contribute', 'square', ...ada, '--folder', copy], 'its SHA-256 hash is another')
  })

  it('a false key with a transcript that fits, and writes nothing', async () => {
    const copy = copyOf('false')
    const spoilt = withPointsExchanged(readFileSync(join(folder, 'square_0001.zkey')))
    writeFileSync(join(copy, 'square_0001.zkey'), spoilt)
    const { transcript } = stateOf(project, 'square')
    writeFileSync(transcriptFile(copy), JSON.stringify({ ...transcript, key: sha256(spoilt) }))
    const before = readdirSync(copy)
    await refuses(['contribute', 'square', ...ada, '--folder', copy], 'The key does not follow')
    expect(readdirSync(copy)).toEqual(before)
  })

  it('another circuit than the transcript is of', async () => {
    await refuses(['contribute', 'product', ...ada, '--folder', folder], 'is of square, and not of product')
  })

  it('when the beacon has been drawn', async () => {
    const copy = copyOf('ended')
    await ceremony(project, 'beacon', 'square', ...beaconOptions, '--folder', copy)
    await refuses(['contribute', 'square', ...ada, '--folder', copy], 'has ended with its beacon')
    await refuses(['beacon', 'square', ...beaconOptions, '--folder', copy], 'has ended with its beacon')
  })
})

describe('beacon refuses', () => {
  test.each(['', '12', 'zz'.repeat(16), '0x', 'ab'.repeat(65)])('%j for a hash', async (hash) => {
    const options = [`--hash=${hash}`, '--iterations', '10', '--development']
    await refuses(['beacon', 'square', ...options], 'Say --hash <hex>')
  })

  it('other iterations than were announced', async () => {
    const options = ['--hash', '00'.repeat(16), '--iterations', '11', '--development']
    await refuses(['beacon', 'square', ...options], '2^10 iterations were announced, and not 2^11.')
  })

  it('a ceremony without contribution', async () => {
    await ceremony(project, 'start', 'product', ...startOptions)
    await refuses(['beacon', 'product', ...beaconOptions], 'Nobody has contributed before the beacon.')
  })
})

describe('finish refuses', () => {
  it('a ceremony without contribution', async () => {
    const copy = join(home, 'bare')
    await ceremony(project, 'start', 'square', ...startOptions, '--folder', copy)
    await refuses(['finish', 'square', '--folder', copy, '--development'], 'Nobody has contributed.')
  })

  it('a ceremony without beacon', () =>
    refuses(['finish', 'square', '--development'], 'its last contribution is no beacon'))

  it('to overwrite a finished ceremony', async () => {
    mkdirSync(project.artifacts)
    writeFileSync(join(project.artifacts, 'square.transcript.json'), '{}')
    await refuses(['finish', 'square', '--development'], "has a ceremony's key already")
    rmSync(project.artifacts, { recursive: true })
  })
})

it('the secret of a contribution is in no file', async () => {
  const copy = copyOf('secret')
  const secrets: Uint8Array[] = []
  const note = (secret: Uint8Array) => {
    secrets.push(secret)
    return secret
  }
  await withSecrets(note, () => ceremony(project, 'contribute', 'square', ...ada, '--folder', copy))
  expect(secrets.length).toBeGreaterThan(0)
  const forms = secrets.flatMap((secret) => [Buffer.from(secret), Buffer.from(secret).reverse()])
  for (const name of readdirSync(copy)) {
    const bytes = readFileSync(join(copy, name))
    for (const form of forms) expect(bytes.includes(form)).toBe(false)
  }
})

it('two contributions to the same key differ, though nobody typed anything', async () => {
  const hashes = []
  for (const name of ['first', 'second']) {
    const copy = copyOf(name)
    await ceremony(project, 'contribute', 'square', ...ada, '--folder', copy)
    hashes.push(readTranscript(transcriptFile(copy)).contributions.at(-1)!.hash)
  }
  expect(new Set(hashes).size).toBe(2)
})

describe('a contribution that is interrupted leaves the folder as it was', () => {
  const contribute = (copy: string) => ceremony(project, 'contribute', 'square', ...ada, '--folder', copy)
  const countIn = (copy: string) => readTranscript(transcriptFile(copy)).contributions.length

  it('before its key is whole', async () => {
    const copy = copyOf('early')
    const stop = () => {
      throw new Error('interrupted')
    }
    await expect(
      ceremonyCommand(['contribute', 'square', ...ada, '--folder', copy], {
        project,
        print: () => undefined,
        ask: async () => '',
        now: stop,
      }),
    ).rejects.toThrow('interrupted')
    expect(readdirSync(copy).filter((name) => name.endsWith('.part'))).toEqual(['square_0002.zkey.part'])
    expect(countIn(copy)).toBe(1)
    await contribute(copy)
    expect(countIn(copy)).toBe(2)
    expect(readdirSync(copy).some((name) => name.endsWith('.part'))).toBe(false)
  })

  it('between key and transcript', async () => {
    const copy = copyOf('late')
    writeFileSync(join(copy, 'square_0002.zkey'), 'a key that no transcript names')
    await contribute(copy)
    expect(countIn(copy)).toBe(2)
    await contribute(copy)
    expect(countIn(copy)).toBe(3)
  })
})

test.each(['start', 'contribute', 'beacon', 'finish', 'verify'])('%s has a help', async (command) => {
  expect((await ceremony(project, '--help')).join('\n')).toContain(`\n  ${command} `)
  const own = (await ceremony(project, command, '--help')).join('\n')
  expect(own).toContain(`npm run ceremony -- ${command} <circuit> [options]`)
})
