import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SnarkProof } from 'snarkjs'
import { NativeProverError, NativeProverMissingError } from './errors.js'
import { throwIfCancelled } from './groth16.js'

/** Takes `<zkey> <witness.wtns> <proof.json> <public.json>`, as rapidsnark does. */
export type NativeProver = {
  /** Path, or a name to be found in `PATH`. By default the environment's `ACESO_NATIVE_PROVER`. */
  executable?: string
  /** Milliseconds after which it is killed; by default five minutes. */
  timeout?: number
}

/**
 * A proof by an external executable. The witness is private: it lies in a folder only this user can enter, as long as
 * the executable runs, and of what that prints nothing is kept, since it might quote it.
 */
export async function nativeProof(
  { executable, timeout = 300_000 }: NativeProver & { executable: string },
  zkeyPath: string,
  witness: Uint8Array,
  signal?: AbortSignal,
): Promise<SnarkProof> {
  const folder = await mkdtemp(join(tmpdir(), 'aceso-proof-'))
  try {
    const [witnessPath, proofPath, publicPath] = ['witness.wtns', 'proof.json', 'public.json'].map((name) =>
      join(folder, name),
    ) as [string, string, string]
    await writeFile(witnessPath, witness, { mode: 0o600 })
    throwIfCancelled(signal)
    await run(executable, [zkeyPath, witnessPath, proofPath, publicPath], timeout, signal)
    const proof = await readFile(proofPath, 'utf8').catch(() => '')
    try {
      return JSON.parse(proof) as SnarkProof
    } catch {
      throw new NativeProverError(executable, 'it left no readable proof')
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Resolves when the executable ended well, and settles only when it has ended: till then it may write files. */
async function run(executable: string, args: string[], timeout: number, signal?: AbortSignal): Promise<void> {
  const started = Date.now()
  const child = spawn(executable, args, { stdio: 'ignore', timeout, killSignal: 'SIGKILL' })
  const kill = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', kill)
  try {
    const reason = await new Promise<string | undefined>((resolve, reject) => {
      child.on('error', () => reject(new NativeProverMissingError(executable)))
      child.on('close', (code, by) => resolve(code === 0 ? undefined : `it ended with ${by ?? code}`))
    })
    throwIfCancelled(signal)
    if (reason) {
      const late = Date.now() - started >= timeout
      throw new NativeProverError(executable, late ? `it took longer than ${timeout} ms` : reason)
    }
  } finally {
    signal?.removeEventListener('abort', kill)
  }
}
