// SPDX-License-Identifier: GPL-3.0-or-later
// What the build refuses, and what generating costs: over two circuits that compile in no time.
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ArtifactError } from '../script/ArtifactError.js'
import { type Artifacts, readArtifacts, storedFiles } from '../script/artifacts.js'
import { generateArtifacts } from '../script/generateArtifacts.js'
import { hashFile, sha256 } from '../script/hash.js'
import { unpack } from '../script/packing.js'
import { built, ceremonyTranscript, packed } from '../script/paths.js'
import { stopWorkers } from '../script/stopWorkers.js'
import { unpackArtifacts } from '../script/unpackArtifacts.js'
import { ceremony, holdCeremony, stateOf } from './ceremonyFixture.js'
import { createTinyProject } from './tinyProject.js'

const project = createTinyProject()
const home = dirname(project.manifest)
const source = join(project.sources, 'Square.circom')
const key = packed('square.zkey', project.artifacts)
const verifier = join(project.verifiers, 'SquareVerifier.sol')

/** Everything that can be spoilt, as it was. */
const kept = new Map<string, Buffer>()
const keep = () => {
  for (const folder of [project.artifacts, project.sources, project.verifiers])
    for (const file of readdirSync(folder)) kept.set(join(folder, file), readFileSync(join(folder, file)))
  for (const file of [project.manifest, project.record]) kept.set(file, readFileSync(file))
}

beforeAll(async () => {
  await generate()
  keep()
})
beforeEach(() => {
  for (const [file, bytes] of kept) writeFileSync(file, bytes)
})
afterAll(async () => {
  rmSync(home, { recursive: true })
  await stopWorkers()
})

async function generate(): Promise<string[]> {
  const lines: string[] = []
  await generateArtifacts(project, (line) => lines.push(line))
  return lines
}

function refusal(): string {
  try {
    unpackArtifacts(project)
  } catch (error) {
    if (error instanceof ArtifactError) return error.message
    throw error
  }
  return 'built'
}

function alterRecord(alter: (record: Artifacts) => void): void {
  const record = readArtifacts(project)!
  alter(record)
  writeFileSync(project.record, JSON.stringify(record))
}

/** Puts other bytes where the square's key is packed, with a record that fits them. */
function replaceKey(bytes: Buffer, size: number): void {
  writeFileSync(key, bytes)
  alterRecord(({ circuits: { square } }) => {
    square!.sha256['square.zkey.br'] = sha256(bytes)
    square!.bytes['square.zkey'] = size
  })
}

const times = () =>
  Object.fromEntries(
    readdirSync(project.artifacts).map((file) => [file, statSync(join(project.artifacts, file)).mtimeMs]),
  )

describe('the build', () => {
  it('unpacks every file into an empty folder', () => {
    const before = storedFiles.map((extension) => hashFile(built('square', extension, project.build)))
    rmSync(project.build, { recursive: true })
    expect(refusal()).toBe('built')
    expect(storedFiles.map((extension) => hashFile(built('square', extension, project.build)))).toEqual(
      before,
    )
  })

  it('puts right what was changed among the unpacked files', () => {
    const file = built('square', 'wasm', project.build)
    const before = hashFile(file)
    appendFileSync(file, 'more')
    expect(refusal()).toBe('built')
    expect(hashFile(file)).toBe(before)
  })

  it.each([
    ['a source', () => appendFileSync(source, '// other\n'), 'artefacts'],
    [
      'a public signal',
      () =>
        writeFileSync(project.manifest, String(kept.get(project.manifest)).replace('["square"]', '["root"]')),
      'artefacts',
    ],
    ['a transcript', () => writeFileSync(ceremonyTranscript('square', project.artifacts), '{}'), 'keys'],
  ])('refuses the artefacts of other sources: %s', (_, change, what) => {
    change()
    expect(refusal()).toBe(
      `The ${what} of square are made from other sources than these. Run \`npm run generate -w @aceso/circuits\`.`,
    )
    rmSync(ceremonyTranscript('square', project.artifacts), { force: true })
  })

  it.each([
    ['a packed file that is changed', key, () => appendFileSync(key, 'more')],
    ['a packed file that is missing', key, () => rmSync(key)],
    [
      "another circuit's file",
      key,
      () => writeFileSync(key, readFileSync(packed('product.zkey', project.artifacts))),
    ],
    ['a verifier that is changed', verifier, () => appendFileSync(verifier, '\n')],
    ['a verifier that is missing', verifier, () => rmSync(verifier)],
  ])('refuses %s', (_, file, spoil) => {
    spoil()
    const said = refusal()
    expect(said).toContain(`${file.split('/').slice(-2).join('/')} is not the file of square`)
    expect(said).toContain('`git checkout ')
    expect(said).toContain('or run `npm run generate -w @aceso/circuits`.')
    expect(said.split('\n')).toHaveLength(1)
  })

  it('says all that is wrong at once', () => {
    rmSync(key)
    rmSync(packed('product.wasm', project.artifacts))
    expect(refusal().split('\n')).toHaveLength(2)
  })

  it('refuses what unpacks to another file than is recorded, though the record knows its bytes', () => {
    rmSync(project.build, { recursive: true })
    replaceKey(brotliCompressSync(Buffer.from('no key')), 1000)
    expect(refusal()).toContain('square.zkey.br is not the file of square')
  })

  it('unpacks no more than is recorded', () => {
    const fast = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }
    const bomb = brotliCompressSync(Buffer.alloc(1 << 26), fast)
    expect(bomb.length).toBeLessThan(1 << 14)
    expect(() => unpack(bomb, 1 << 16)).toThrow('larger than 65536 bytes')
    rmSync(project.build, { recursive: true })
    replaceKey(bomb, 1 << 16)
    expect(refusal()).toContain('square.zkey.br is not the file of square')
  })

  it('refuses what is no packed file at all', () => {
    rmSync(project.build, { recursive: true })
    replaceKey(Buffer.from('no brotli'), 1000)
    expect(refusal()).toContain('square.zkey.br is not the file of square')
  })

  it('refuses to go without a record, or without that of a circuit', () => {
    alterRecord(({ circuits }) => {
      delete circuits.product
    })
    expect(refusal()).toBe('The circuit product has no artefacts. Run `npm run generate -w @aceso/circuits`.')
    rmSync(project.record)
    expect(refusal()).toMatch(/^There is no .*artifacts.json. Run `npm run generate -w @aceso\/circuits`.$/)
  })

  it('does not take a ceremony from the word of the record', () => {
    alterRecord((record) => {
      record.setup = 'ceremony'
    })
    expect(refusal()).toContain("says of the setup or the powers of tau what isn't so")
  })
})

describe('generating', () => {
  it('makes nothing again that is there, packed or unpacked', async () => {
    const before = times()
    rmSync(project.build, { recursive: true })
    expect(await generate()).toEqual([
      'square: compiled before',
      'product: compiled before',
      'square: keys made before',
      'product: keys made before',
    ])
    expect(times()).toEqual(before)
    expect(readFileSync(project.record).equals(kept.get(project.record)!)).toBe(true)
  })

  it('costs a circuit that changes its own files only', async () => {
    const before = times()
    const changed = String(kept.get(source)).replace('root * root;', 'root * root + 1;')
    writeFileSync(source, changed)
    await generate()
    const after = times()
    const differing = Object.keys(after).filter((file) => after[file] !== before[file])
    expect(differing).toEqual(
      storedFiles
        .map((extension) => `square.${extension}.br`)
        .sort()
        .filter((file) => file !== 'square.sym.br'),
    )
    expect(refusal()).toBe('built')
  })

  it('keeps the key of a circuit that compiles to the same', async () => {
    await generate()
    const before = times()
    appendFileSync(source, '// no other circuit\n')
    expect(refusal()).toContain('artefacts of square')
    await generate()
    expect(refusal()).toBe('built')
    expect(times()).toEqual(before)
  })

  it('leaves a file as it is that another zlib has packed', async () => {
    await generate()
    const raw = readFileSync(built('square', 'zkey', project.build))
    const other = brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
    writeFileSync(key, other)
    await generate()
    expect(readFileSync(key).equals(other)).toBe(true)
    expect(refusal()).toBe('built')
  })

  it('removes the files of circuits that are no more', async () => {
    const { circuits } = JSON.parse(String(kept.get(project.manifest)))
    writeFileSync(project.manifest, JSON.stringify({ circuits: { square: circuits.square } }))
    await generate()
    expect(readdirSync(project.artifacts).filter((file) => file.startsWith('product'))).toEqual([])
    expect(Object.keys(readArtifacts(project)!.circuits)).toEqual(['square'])
  })
})

describe('the key of a ceremony', () => {
  beforeAll(async () => {
    for (const [file, bytes] of kept) writeFileSync(file, bytes)
    await holdCeremony(project, 'square')
    await ceremony(project, 'finish', 'square', '--development')
    const stale = refusal()
    expect(stale).toContain('The keys of square are made from other sources')
    await generate()
    keep()
  })

  it('is the one that is used, and judged by the build', () => {
    expect(refusal()).toBe('built')
    const final = readFileSync(stateOf(project, 'square').key(4))
    expect(readFileSync(built('square', 'zkey', project.build)).equals(final)).toBe(true)
  })

  it('is refused without its transcript', () => {
    rmSync(ceremonyTranscript('square', project.artifacts))
    expect(refusal()).toContain('The keys of square are made from other sources')
  })

  it('is refused when it is not that of the transcript, whatever the record says', async () => {
    const path = ceremonyTranscript('square', project.artifacts)
    writeFileSync(path, readFileSync(path, 'utf8').replace('"Grace"', '"Mallory"'))
    await expect(generate()).rejects.toThrow('by Mallory in the transcript, but not in the key')
  })

  it('is not replaced by a development key when its circuit changes', async () => {
    writeFileSync(source, String(kept.get(source)).replace('root * root;', 'root * root + 2;'))
    await expect(generate()).rejects.toThrow('square has changed since its ceremony')
  })
})
