import type { Groth16Proof, ProvingOptions } from '@aceso/core'
import { type CircuitProver, proverMethods } from '../circuits.js'
import type { Task } from './messages.js'
import { createTaskQueue } from './taskQueue.js'

export type BrowserProverParameters = {
  /** Where the folder `circuits/artifacts` is served: `<url>/claim.zkey.br`. Relative to the page. */
  url: string | URL
  /**
   * Threads that prove. By default one less than the processors, so that the page keeps one for itself, and at most
   * four, since each takes some 60 MB. It is one where a content security policy forbids more, which need
   * `worker-src blob:`.
   */
  threads?: number
}

/**
 * A prover in a worker of its own, which is started when first needed, and ended by `close` or a cancelled proof.
 * Proofs are made one after another: each takes all threads, and the memory of one is enough.
 */
export function createBrowserProver({ url, threads }: BrowserProverParameters): CircuitProver {
  const settings = {
    url: new URL(url, document.baseURI).href.replace(/\/$/, ''),
    threads: threads ?? Math.min(4, Math.max(1, navigator.hardwareConcurrency - 1)),
  }
  const queue = createTaskQueue(
    () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'aceso-prover' }),
  )
  const run = (task: Task, options?: ProvingOptions) => queue.run({ ...settings, task }, options)
  return {
    ...proverMethods(
      (circuit, witness, options) =>
        run({ kind: 'prove', circuit, witness }, options) as Promise<Groth16Proof>,
    ),
    verify: (circuit, proof) => run({ kind: 'verify', circuit, proof }) as Promise<boolean>,
    close: async () => queue.close(),
  }
}
