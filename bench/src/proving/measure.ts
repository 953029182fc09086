import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startKeeper } from '@aceso/devnet'
import { median } from '../table.js'
import { constraintsOf } from './constraintsOf.js'
import { measureMemory } from './measureMemory.js'
import { measureTimes } from './measureTimes.js'
import { measureVerifyGas } from './measureVerifyGas.js'
import type { Subject } from './Subject.js'

/** Bytes, seconds and gas. */
export type Measurement = {
  name: string
  constraints: number
  zkey: number
  witness: number
  proof: number
  /** The fastest proof of the rounds, and the slowest. */
  range: readonly [number, number]
  memory: number
  verify: number
  gas: number
  boundGas?: number
}

/** Everything about every circuit, what was timed being the median of `rounds`. */
export async function measure(
  subjects: readonly Subject[],
  rounds: number,
  report: (progress: string) => void,
): Promise<Measurement[]> {
  const memory: number[] = []
  for (const subject of subjects) {
    report(`memory: ${subject.name}`)
    memory.push(await measureMemory(subject))
  }
  const times = await measureTimes(subjects, rounds, (round) =>
    report(round === 0 ? 'times: a round to warm up' : `times: round ${round} of ${rounds}`),
  )
  report('gas: a chain of its own')
  const gas = await onChain((url) =>
    measureVerifyGas(
      url,
      subjects,
      times.map(({ made }) => made),
    ),
  )
  return subjects.map(({ name, zkey }, i) => {
    const { witness, proof, verify } = times[i]!
    const { verifier, bound } = gas[i]!
    const key = readFileSync(zkey)
    return {
      name,
      constraints: constraintsOf(key),
      zkey: key.length,
      witness: median(witness),
      proof: median(proof),
      range: [Math.min(...proof), Math.max(...proof)],
      memory: memory[i]!,
      verify: median(verify),
      gas: verifier,
      ...(bound === undefined ? {} : { boundGas: bound }),
    }
  })
}

async function onChain<T>(action: (url: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'aceso-bench-'))
  const chain = await startKeeper({ chainId: 31_337, port: 0, stateFile: join(folder, 'chain.json') })
  try {
    return await action(chain.url)
  } finally {
    await chain.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
