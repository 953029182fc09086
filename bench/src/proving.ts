import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Groth16Proof, Prover } from '@aceso/core'
import { grouped, median, type Row } from './table.js'

const resolve = createRequire(import.meta.url).resolve

const targets: Record<string, string> = {
  claim: 'aim < 16,384, at most 22,000',
  insertion: '≤ 32,768 with its public signals',
  cancel: '≤ 32,768 with its public signals',
}

export type Timings = Record<'claim' | 'insertion' | 'cancel', number[]>

/** The prover, with the seconds of each proof written down. Runs every witness `repeat` times. */
export function timedProver(prover: Prover, timings: Timings, repeat: number): Prover {
  const timed =
    <T>(circuit: keyof Timings, prove: (witness: T) => Promise<Groth16Proof>) =>
    async (witness: T) => {
      const measured = timings[circuit].length < repeat ? repeat : 1
      let proof = await prove(witness)
      for (let i = 0; i < measured; i++) {
        const started = performance.now()
        proof = await prove(witness)
        timings[circuit].push((performance.now() - started) / 1000)
      }
      return proof
    }
  return {
    proveClaim: timed('claim', prover.proveClaim),
    proveInsertion: timed('insertion', prover.proveInsertion),
    proveCancel: timed('cancel', prover.proveCancel),
    proveEligibility: prover.proveEligibility,
    proveEquivocation: prover.proveEquivocation,
  }
}

type Manifest = { circuits: Record<keyof Timings, { constraints: number }> }

export function provingRows(timings: Timings, repeat: number): Row[] {
  const path = resolve('@aceso/circuits/artifacts.json')
  const { circuits } = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  return (['claim', 'insertion', 'cancel'] as const).flatMap((name) => {
    const zkey = statSync(resolve(`@aceso/circuits/build/${name}/${name}.zkey`)).size
    return [
      { what: `${name}: constraints`, figure: grouped(circuits[name].constraints), target: targets[name]! },
      { what: `${name}: proving key`, figure: `${(zkey / 1e6).toFixed(1)} MB` },
      {
        what: `${name}: witness and proof, median of ${repeat}`,
        figure: `${median(timings[name].slice(0, repeat)).toFixed(2)} s`,
      },
    ]
  })
}
