import type { Groth16Proof, Prover, ProvingProgress } from '@aceso/core'
import { type CircuitName, type CircuitProver, createBrowserProver } from '@aceso/prover/browser'

export type Run = {
  method: keyof Prover
  witness: object
  /** Cancels as soon as this stage is reported, or at once. */
  cancelAt?: ProvingProgress['stage'] | 'start'
}
type Failure = { name: string; text: string }
export type Outcome = { proof?: Groth16Proof; error?: Failure; progress: ProvingProgress[] }
export type Verdict = { valid?: boolean; error?: Failure }

let prover: CircuitProver

function failureOf(error: unknown): Failure {
  // Own fields too: an error may carry more than its message.
  const text = `${error} ${JSON.stringify(error)} ${(error as Error).stack} ${(error as Error).cause}`
  return { name: (error as Error).name, text }
}

/** What the tests call in the page. */
const page = {
  open(url: string, threads?: number) {
    prover = createBrowserProver({ url, ...(threads ? { threads } : {}) })
  },
  async prove({ method, witness, cancelAt }: Run): Promise<Outcome> {
    const progress: ProvingProgress[] = []
    const controller = new AbortController()
    const onProgress = (step: ProvingProgress) => {
      progress.push(step)
      if (step.stage === cancelAt) controller.abort()
    }
    try {
      const prove = prover[method] as (...parameters: unknown[]) => Promise<Groth16Proof>
      const proof = prove(witness, { signal: controller.signal, onProgress })
      if (cancelAt === 'start') controller.abort()
      return { proof: await proof, progress }
    } catch (error) {
      return { error: failureOf(error), progress }
    }
  },
  /** Loads what proving takes, too. */
  async verify(circuit: CircuitName, proof: Groth16Proof): Promise<Verdict> {
    try {
      return { valid: await prover.verify(circuit, proof) }
    } catch (error) {
      return { error: failureOf(error) }
    }
  },
  close: () => prover.close(),
}
export type Page = typeof page

Object.assign(globalThis, { aceso: page })
