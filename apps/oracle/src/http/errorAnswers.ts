import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { errorStatus, OracleError } from '../errors.js'

/** What went wrong as a typed error; whatever wasn't foreseen is an `InternalError` that tells nothing. */
export function oracleError(error: unknown): OracleError {
  if (error instanceof OracleError) return error
  if (error instanceof HTTPException && error.status === 400) {
    return new OracleError('MalformedRequest', 'The body is not JSON.')
  }
  return new OracleError('InternalError', 'The node failed. Its operator can find out why.', error as Error)
}

export function errorAnswer(c: Context, error: OracleError): Response {
  // What is left of such a body isn't read, so the connection is of no more use.
  if (error.code === 'BodyTooLarge') c.header('Connection', 'close')
  if (error.retryAfter !== undefined) c.header('Retry-After', `${error.retryAfter}`)
  return c.json({ error: { code: error.code, message: error.shortMessage } }, errorStatus[error.code])
}

/**
 * What a log may say of an error: names and places in the code. Messages stay out, since one that comes from a
 * library may quote what it choked on.
 */
export function loggable(error: OracleError): Record<string, unknown> {
  if (errorStatus[error.code] < 500) return { error: error.code }
  const cause = error.cause instanceof Error ? error.cause : undefined
  const reason = error.code.startsWith('Hospital') ? cause?.message : undefined
  const stack = error.code === 'InternalError' ? cause?.stack : undefined
  return {
    error: error.code,
    cause: cause?.name,
    reason,
    at: stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((line) => line.trim()),
  }
}
