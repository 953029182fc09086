import type { ProvingOptions } from '@aceso/core'
import {
  ArtifactDownloadError,
  ArtifactMismatchError,
  ProofInvalidError,
  ProverWorkerError,
  ProvingCancelledError,
  ProvingFailedError,
  WitnessError,
} from '../errors.js'
import type { FromWorker, ToWorker } from './messages.js'

type Result = Extract<FromWorker, { kind: 'result' }>['result']

const errorClasses: Record<string, new (...facts: [string, string]) => Error> = {
  ArtifactDownloadError,
  ArtifactMismatchError,
  ProofInvalidError,
  ProvingFailedError,
  WitnessError,
}

/** Tasks one after another in a worker, which is started when a task needs one. */
export function createTaskQueue(startWorker: () => Worker) {
  let worker: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()
  let closing = new AbortController()

  const stop = () => {
    worker?.terminate()
    worker = undefined
  }

  const runNow = (message: ToWorker, signal: AbortSignal, onProgress: ProvingOptions['onProgress']) =>
    new Promise<Result>((resolve, reject) => {
      if (signal.aborted) throw new ProvingCancelledError()
      const settled = new AbortController()
      const settle = (result: () => void) => {
        settled.abort()
        result()
      }
      const fail = (error: Error) =>
        settle(() => {
          stop()
          reject(error)
        })
      const listening = { signal: settled.signal }
      // snarkjs can't be interrupted, so that ending its worker is the only way to cancel.
      signal.addEventListener('abort', () => fail(new ProvingCancelledError()), listening)
      try {
        worker ??= startWorker()
        worker.postMessage(message)
      } catch {
        return fail(new ProverWorkerError())
      }
      worker.addEventListener('messageerror', () => fail(new ProverWorkerError()), listening)
      worker.addEventListener(
        'error',
        (event) => {
          // Its text might quote an input, and would be written to the console.
          event.preventDefault()
          fail(new ProverWorkerError())
        },
        listening,
      )
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<FromWorker>) => {
          if (data.kind === 'progress') onProgress?.(data.progress)
          else if (data.kind === 'result') settle(() => resolve(data.result))
          else settle(() => reject(errorOf(data)))
        },
        listening,
      )
    })

  return {
    run(message: ToWorker, { signal, onProgress }: ProvingOptions = {}): Promise<Result> {
      const cancelled = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])
      const task = last.then(() => runNow(message, cancelled, onProgress))
      last = task.catch(() => {})
      return new Promise((resolve, reject) => {
        // Who waits for the turn need not wait to be cancelled.
        if (cancelled.aborted) reject(new ProvingCancelledError())
        cancelled.addEventListener('abort', () => reject(new ProvingCancelledError()))
        task.then(resolve, reject)
      })
    },
    close() {
      closing.abort()
      closing = new AbortController()
      stop()
    },
  }
}

function errorOf({
  name,
  facts: [first = '', second = ''],
}: Extract<FromWorker, { kind: 'failure' }>): Error {
  const ErrorClass = errorClasses[name]
  return ErrorClass ? new ErrorClass(first, second) : new ProverWorkerError()
}
