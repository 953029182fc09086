import { curves } from 'snarkjs'
import type { CircuitName } from '../circuits.js'
import { ProverError, ProvingFailedError } from '../errors.js'
import { type Artifacts, prove, verify } from '../groth16.js'
import { fetchArtifacts } from './fetchArtifacts.js'
import type { FromWorker, ToWorker } from './messages.js'

const send = (message: FromWorker) => postMessage(message)
const loaded = new Map<CircuitName, Artifacts>()
let curve: Promise<void> | undefined

addEventListener('message', async ({ data: { url, threads, task } }: MessageEvent<ToWorker>) => {
  try {
    const onProgress = (progress: Extract<FromWorker, { kind: 'progress' }>['progress']) =>
      send({ kind: 'progress', progress })
    curve ??= prepareCurve(threads)
    await curve
    const artifacts = loaded.get(task.circuit) ?? (await fetchArtifacts(task.circuit, url, onProgress))
    loaded.set(task.circuit, artifacts)
    const result =
      task.kind === 'prove'
        ? await prove(task.circuit, task.witness, artifacts, { onProgress })
        : await verify(artifacts, task.proof)
    send({ kind: 'result', result })
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error
    const { name, facts } = error instanceof ProverError ? error : new ProvingFailedError(task.circuit, kind)
    send({ kind: 'failure', name, facts })
  }
})

/**
 * snarkjs would start a thread for every processor, which starves the page, and offers no number but one. So it finds
 * either our number where it looks for the processors', or a curve that needs no other thread than this.
 */
async function prepareCurve(threads: number): Promise<void> {
  if (threads > 1 && (await mayStartThreads())) {
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: threads })
  } else {
    const single = await curves.getCurveFromName('bn128', { singleThread: true })
    Object.assign(globalThis, { curve_bn128: single })
  }
}

/** snarkjs starts its threads from blobs. Where a content security policy forbids that, it would wait for ever. */
async function mayStartThreads(): Promise<boolean> {
  const url = URL.createObjectURL(new Blob(['postMessage(0)'], { type: 'text/javascript' }))
  try {
    const thread = new Worker(url)
    return await new Promise<boolean>((resolve) => {
      thread.onmessage = () => resolve(true)
      thread.onerror = (event) => {
        event.preventDefault()
        resolve(false)
      }
    }).finally(() => thread.terminate())
  } catch {
    return false
  } finally {
    URL.revokeObjectURL(url)
  }
}
