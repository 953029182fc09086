import { parseJson } from '@aceso/clinical'
import { OracleError } from '../errors.js'
import { hospitalUnavailable } from './hospitalErrors.js'

/** Of silence: an answer that keeps coming is read on. */
const TIMEOUT = 10_000
const MAX_BYTES = 8 * 1024 * 1024

/** `bytes`: of the text, after it was unpacked. */
export type JsonAnswer = { status: number; headers: Headers; body: unknown; bytes: number }

/**
 * Fetches JSON from the hospital with a time limit and a size limit, following no redirects; nothing where the connection
 * broke off. A success that isn't JSON counts as no answer; of a failure the body doesn't matter and isn't read.
 */
export async function fetchJson(
  url: string | URL,
  options: RequestInit,
  maxBytes = MAX_BYTES,
): Promise<JsonAnswer | undefined> {
  const limits = [AbortSignal.timeout(TIMEOUT), ...(options.signal ? [options.signal] : [])]
  try {
    const response = await fetch(url, { ...options, signal: AbortSignal.any(limits), redirect: 'error' })
    const { status, headers } = response
    if (!response.ok) {
      await response.body?.cancel()
      return { status, headers, body: undefined, bytes: 0 }
    }
    const bytes = await readBounded(response, Math.min(maxBytes, MAX_BYTES))
    return { status, headers, body: parsed(bytes.toString('utf8')), bytes: bytes.length }
  } catch (error) {
    if (error instanceof OracleError) throw error
    if (brokeOff(error)) return undefined
    throw hospitalUnavailable('no answer', error as Error)
  }
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    throw hospitalUnavailable('the answer is not JSON')
  }
}

/** The body comes unpacked and in pieces, so that what is small as it is sent can't fill the memory. */
async function readBounded(response: Response, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > limit) throw hospitalUnavailable(`the answer is larger than ${limit} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function brokeOff(error: unknown): boolean {
  const { code } = ((error as Error).cause ?? {}) as { code?: unknown }
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET'
}
