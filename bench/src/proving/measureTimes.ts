import { readFileSync } from 'node:fs'
import { groth16, type MemoryFile, type SnarkProof, wtns } from 'snarkjs'
import type { Subject } from './Subject.js'

/** Verifications timed together: one takes so little that a passing collection of garbage would double it. */
const VERIFICATIONS = 10

/** Seconds of each round, and the last proof. */
export type Times = { witness: number[]; proof: number[]; verify: number[]; made: SnarkProof }

/**
 * Proves with every circuit in turn, `rounds` times after a round that doesn't count, so that whatever else the machine
 * does meets all alike.
 */
export async function measureTimes(
  subjects: readonly Subject[],
  rounds: number,
  report: (round: number) => void,
): Promise<Times[]> {
  const loaded = subjects.map(({ input, ...paths }) => ({
    input,
    wasm: readFileSync(paths.wasm),
    zkey: readFileSync(paths.zkey),
    vkey: JSON.parse(readFileSync(paths.vkey, 'utf8')) as object,
  }))
  const all: Omit<Times, 'made'>[] = subjects.map(() => ({ witness: [], proof: [], verify: [] }))
  const made: SnarkProof[] = []
  for (let round = 0; round <= rounds; round++) {
    report(round)
    for (const [i, { input, wasm, zkey, vkey }] of loaded.entries()) {
      const witness: MemoryFile = { type: 'mem' }
      const [witnessTime] = await timed(() => wtns.calculate(input, wasm, witness))
      const [proofTime, proof] = await timed(() => groth16.prove(zkey, witness))
      const verify = () => groth16.verify(vkey, proof.publicSignals, proof.proof)
      if (!(await verify())) throw new Error(`The proof of ${subjects[i]!.name} doesn't verify.`)
      const [verifyTime] = await timed(async () => {
        for (let n = 0; n < VERIFICATIONS; n++) await verify()
      })
      made[i] = proof
      if (round === 0) continue
      all[i]!.witness.push(witnessTime)
      all[i]!.proof.push(proofTime)
      all[i]!.verify.push(verifyTime / VERIFICATIONS)
    }
  }
  return all.map((times, i) => ({ ...times, made: made[i]! }))
}

async function timed<T>(action: () => Promise<T>): Promise<[seconds: number, result: T]> {
  const started = performance.now()
  const result = await action()
  return [(performance.now() - started) / 1000, result]
}
