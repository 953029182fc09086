import { parseJson } from '@aceso/clinical'
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

/**
 * Fetches JSON from the hospital with a time limit and a size limit, following no redirects. A success that isn't
 * JSON counts as no answer; of a failure the body doesn't matter.
 */
export async function fetchJson(url: string | URL, options: RequestInit = {}): Promise<JsonAnswer> {
  const limits = [AbortSignal.timeout(TIMEOUT), ...(options.signal ? [options.signal] : [])]
  const { ok, status, text } = await send(url, {
    ...options,
    signal: AbortSignal.any(limits),
    redirect: 'error',
  })
  if (!ok) return { status, body: undefined }
  try {
    return { status, body: parseJson(text) }
  } catch {
    throw hospitalUnavailable('the answer is not JSON')
  }
}

async function send(
  url: string | URL,
  options: RequestInit,
): Promise<{ ok: boolean; status: number; text: string }> {
  try {
    const response = await fetch(url, options)
    return { ok: response.ok, status: response.status, text: await readBounded(response) }
  } catch (error) {
    if (error instanceof OracleError) throw error
    throw hospitalUnavailable('no answer', error as Error)
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > MAX_BYTES) throw hospitalUnavailable(`the answer is larger than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
