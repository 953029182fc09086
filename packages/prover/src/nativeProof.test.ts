import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { textsOf } from '../test/textsOf.js'
import { cancel } from '../test/witnesses.js'
import { createProver } from './createProver.js'
import {
  NativeProverError,
  NativeProverMissingError,
  ProofInvalidError,
  ProvingCancelledError,
  WitnessError,
} from './errors.js'

const folder = mkdtempSync(join(tmpdir(), 'aceso-native-'))
const temporary = join(folder, 'tmp')
const record = join(folder, 'record.json')
const plain = createProver()

beforeEach(() => {
  mkdirSync(temporary)
  vi.stubEnv('TMPDIR', temporary)
})
afterEach(() => {
  vi.unstubAllEnvs()
  const left = readdirSync(temporary)
  rmSync(temporary, { recursive: true })
  rmSync(record, { force: true })
  expect(left, 'nothing of the witness is left').toEqual([])
})
afterAll(async () => {
  await plain.close()
  rmSync(folder, { recursive: true })
})

/** An executable that notes how it was called, then does as `body` says with `paths`: zkey, witness, proof, public. */
function executable(body: string): string {
  const file = join(folder, `prover-${readdirSync(folder).length}.cjs`)
  writeFileSync(
    file,
    `#!${process.execPath}
    const { readFileSync, renameSync, statSync, writeFileSync } = require('node:fs')
    const { dirname } = require('node:path')
    const paths = process.argv.slice(2)
    const [zkey, witness, proof, publicSignals] = paths
    const prove = () => require(${JSON.stringify(createRequire(import.meta.url).resolve('snarkjs'))}).groth16.prove(zkey, witness)
    const mode = (path) => (statSync(path).mode & 0o777).toString(8)
    const note = { pid: process.pid, paths, modes: [mode(witness), mode(dirname(witness))] }
    writeFileSync('${record}.part', JSON.stringify(note))
    renameSync('${record}.part', '${record}')
    ;(async () => { ${body} })()`,
    { mode: 0o755 },
  )
  return file
}
const noted = () =>
  JSON.parse(readFileSync(record, 'utf8')) as { pid: number; paths: string[]; modes: string[] }

const good = `
  const made = await prove()
  writeFileSync(proof, JSON.stringify(made.proof))
  writeFileSync(publicSignals, JSON.stringify(made.publicSignals))
  process.exit(0)`
const failure = (body: string, native = {}) =>
  createProver({ native: { executable: executable(body), ...native } })
    .proveCancel(cancel())
    .catch((reason: Error) => reason)

describe('a native prover', () => {
  it('makes proofs as snarkjs does, from a witness only this user can read', async () => {
    const witness = cancel()
    const proof = await createProver({ native: { executable: executable(good) } }).proveCancel(witness)
    expect(await plain.verify('cancel', proof)).toBe(true)
    expect(proof.publicSignals).toEqual([witness.digest, witness.challenge, witness.fingerprint])
    const { paths, modes } = noted()
    expect(paths.map((path) => path.split('/').at(-1))).toEqual([
      'cancel.zkey',
      'witness.wtns',
      'proof.json',
      'public.json',
    ])
    expect(modes).toEqual(['600', '700'])
    for (const text of textsOf(witness)) expect(paths.join()).not.toContain(text)
  })

  it('may be named by the environment', async () => {
    vi.stubEnv('ACESO_NATIVE_PROVER', executable(good))
    expect(await plain.verify('cancel', await createProver().proveCancel(cancel()))).toBe(true)
    expect(noted().paths).toHaveLength(4)
  })

  it("isn't asked for its public signals", async () => {
    const lie = good.replace('JSON.stringify(made.publicSignals)', `'["1","2","3"]'`)
    const proof = await createProver({ native: { executable: executable(lie) } }).proveCancel(cancel())
    expect(proof.publicSignals[0]).toBe(cancel().digest)
  })

  it.each([
    [
      'wrong',
      good.replace(
        'writeFileSync(proof',
        ';[made.proof.pi_a, made.proof.pi_c] = [made.proof.pi_c, made.proof.pi_a]; writeFileSync(proof',
      ),
    ],
    [
      'of no points',
      `writeFileSync(proof, '{"pi_a":["1","1"],"pi_b":[["1","1"],["1","1"]],"pi_c":["1","1"]}')`,
    ],
    ['of no numbers', `writeFileSync(proof, '{"pi_a":["x","y"],"pi_b":[[],[]],"pi_c":[]}')`],
    ['empty', `writeFileSync(proof, '{}')`],
  ])('is refused a proof that is %s', async (_, body) => {
    expect(await failure(body)).toBeInstanceOf(ProofInvalidError)
  })

  it.each([
    ['crashes', 'process.exit(3)', 'it ended with 3'],
    ['is killed', `process.kill(process.pid, 'SIGTERM')`, 'it ended with SIGTERM'],
    ['makes nothing', '', 'it left no readable proof'],
    ['writes nonsense', `writeFileSync(proof, '{"pi_a"')`, 'it left no readable proof'],
    ['hangs', 'setInterval(() => {}, 1000)', 'it took longer than 1500 ms'],
  ])('that %s is told of', async (_, body, reason) => {
    const error = await failure(body, reason.includes('longer') ? { timeout: 1_500 } : {})
    expect(error).toBeInstanceOf(NativeProverError)
    expect(String(error)).toContain(reason)
  })

  it('is never quoted', async () => {
    const error = await failure(
      'console.error(readFileSync(witness).toString("hex"), "canary"); process.exit(1)',
    )
    expect(String(error)).toContain('it ended with 1')
    expect(String(error)).not.toContain('canary')
  })

  it('is killed when the proof is cancelled, and its witness removed', async () => {
    const controller = new AbortController()
    const prover = createProver({ native: { executable: executable('setInterval(() => {}, 1000)') } })
    const cancelled = prover.proveCancel(cancel(), { signal: controller.signal }).catch((reason) => reason)
    await vi.waitFor(() => expect(existsSync(record)).toBe(true), { timeout: 30_000 })
    controller.abort()
    expect(await cancelled).toBeInstanceOf(ProvingCancelledError)
    expect(() => process.kill(noted().pid, 0)).toThrow('ESRCH')
  })

  it("isn't started when the witness is refused", async () => {
    const prover = createProver({ native: { executable: executable(good) } })
    await expect(prover.proveCancel({ ...cancel(), renewed: 79n })).rejects.toBeInstanceOf(WitnessError)
    expect(existsSync(record)).toBe(false)
  })
})

describe("a native prover that isn't there", () => {
  it.each([
    ['missing', () => join(folder, 'nothing')],
    [
      'not executable',
      () => {
        const file = executable(good)
        chmodSync(file, 0o644)
        return file
      },
    ],
  ])('is told of: %s', async (_, file) => {
    const prover = createProver({ native: { executable: file() } })
    const error = await prover.proveCancel(cancel()).catch((reason: Error) => reason)
    expect(error).toBeInstanceOf(NativeProverMissingError)
    expect(String(error)).toContain('Install it there and make it executable')
  })

  it('is told of at once when nobody names one', () => {
    vi.stubEnv('ACESO_NATIVE_PROVER', '')
    expect(() => createProver({ native: {} })).toThrow(NativeProverMissingError)
  })
})
