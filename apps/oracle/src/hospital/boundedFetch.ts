import { OracleError } from '../errors.js'

const TIMEOUT = 10_000
const MAX_BYTES = 8 * 1024 * 1024

export type JsonAnswer = { status: number; body: unknown }

/** Why the hospital can't be used. Told to the log, not to clients; never holds what the hospital answered. */
export function hospitalUnavailable(why: string, cause?: Error): OracleError {
  return new OracleError(
    'HospitalUnavailable',
    'The node can not reach the hospital now. Try again later.',
    new Error(why, cause ? { cause } : {}),
  )
}

/** Fetches from the hospital with a time limit and a size limit, and follows no redirects. */
export async function boundedFetch(url: string | URL, options: RequestInit = {}): Promise<Response> {
  const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT), ...(options.signal ? [options.signal] : [])])
  try {
    const response = await fetch(url, { ...options, signal, redirect: 'error' })
    const body = await readBounded(response)
    return new Response(bodyless(response.status) ? null : body, { status: response.status, headers: response.headers })
  } catch (error) {
    if (error instanceof OracleError) throw error
    throw hospitalUnavailable('no answer', error as Error)
  }
}

/** `boundedFetch` for JSON; a body that isn't JSON counts as no answer. */
export async function fetchJson(url: string | URL, options: RequestInit = {}): Promise<JsonAnswer> {
  const response = await boundedFetch(url, options)
  const text = await response.text()
  try {
    return { status: response.status, body: text ? JSON.parse(text) : undefined }
  } catch {
    if (response.ok) throw hospitalUnavailable('the answer is not JSON')
    return { status: response.status, body: undefined }
  }
}

async function readBounded(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > MAX_BYTES) throw hospitalUnavailable(`the answer is larger than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

function bodyless(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}
