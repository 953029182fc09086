import { AcesoError } from '@aceso/core'

/** A service that could not be reached, was too slow or gave no valid answer. */
export class ServiceUnavailableError extends AcesoError {
  readonly url: string
  constructor(url: string, reason: string) {
    super(`${url} did not answer: ${reason}.`, { name: 'ServiceUnavailableError' })
    this.url = url
  }
}

/**
 * A service that answered with an error of its own. `code` is one of the service's documented codes; `retryAfter`: in how
 * many seconds it is worth asking again, where the service says so.
 */
export class ServiceRefusedError extends AcesoError {
  readonly url: string
  readonly code: string
  readonly retryAfter: number | undefined
  constructor(url: string, code: string, message: string, retryAfter?: number) {
    super(`${url} refused: ${message}`, { name: 'ServiceRefusedError' })
    this.url = url
    this.code = code
    this.retryAfter = retryAfter
  }
}

const DAY = 86_400

export type HttpRequest = {
  url: string
  path: string
  body?: string
  headers?: Record<string, string>
  timeout?: number
}

/** One JSON request; milliseconds. Throws `ServiceUnavailableError` or `ServiceRefusedError`. */
export async function requestJson<T>({
  url,
  path,
  body,
  headers,
  timeout = 20_000,
}: HttpRequest): Promise<T> {
  let response: Response
  let answer: unknown
  try {
    response = await fetch(new URL(path, url), {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      signal: AbortSignal.timeout(timeout),
      redirect: 'error',
    })
    answer = await response.json()
  } catch (error) {
    throw new ServiceUnavailableError(url, reasonOf(error, timeout))
  }
  if (response.ok) return answer as T
  const { code, message } = (answer as { error?: { code?: unknown; message?: unknown } } | null)?.error ?? {}
  throw new ServiceRefusedError(
    url,
    String(code ?? response.status),
    String(message ?? response.statusText),
    retryAfterOf(response),
  )
}

function retryAfterOf({ headers }: Response): number | undefined {
  const stated = headers.get('retry-after') ?? ''
  return /^\d{1,9}$/.test(stated) ? Math.min(Number(stated), DAY) : undefined
}

function reasonOf(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return 'unknown failure'
  if (error.name === 'TimeoutError') return `no answer within ${timeout / 1000} s`
  const code = (error.cause as { code?: unknown } | undefined)?.code
  return typeof code === 'string'
    ? code
    : error instanceof SyntaxError
      ? 'the answer is not JSON'
      : error.message
}
