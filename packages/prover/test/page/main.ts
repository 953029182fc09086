import type { Groth16Proof, Prover, ProvingProgress } from '@aceso/core'
import { type CircuitProver, createBrowserProver } from '@aceso/prover/browser'
import { watchMainThread } from './watchMainThread.js'

export type Run = {
  method: keyof Prover
  witness: object
  /** Cancels as soon as this stage is reported, or at once. */
  cancelAt?: ProvingProgress['stage'] | 'start'
}
export type Outcome = {
  proof?: Groth16Proof
  error?: { name: string; text: string }
  progress: ProvingProgress[]
}

let prover: CircuitProver

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
      // Own fields too: an error may carry more than its message.
      const text = `${error} ${JSON.stringify(error)} ${(error as Error).stack} ${(error as Error).cause}`
      return { error: { name: (error as Error).name, text }, progress }
    }
  },
  verify: (...parameters: Parameters<CircuitProver['verify']>) => prover.verify(...parameters),
  close: () => prover.close(),
  watchMainThread,
}
export type Page = typeof page

Object.assign(globalThis, { aceso: page })
