import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { OracleError } from '../errors.js'
import { errorStatus } from '../errors.js'
import { loggable } from './errorAnswers.js'

export type Variables = { failure: OracleError }

/**
 * One line for each request: id, route, status, duration. The route is the pattern, never the address that was
 * asked for, and nothing of headers or bodies is written, so that no patient can end up in a log.
 */
export function requestLog(logger: Logger): MiddlewareHandler<{ Variables: Variables }> {
  return async (c, next) => {
    const requestId = randomUUID()
    const start = performance.now()
    c.header('X-Request-Id', requestId)
    await next()
    const failure = c.get('failure')
    const route = failure?.code === 'NotFound' ? 'none' : `${c.req.method} ${routePath(c, -1)}`
    const ms = Math.round(performance.now() - start)
    const level = failure && errorStatus[failure.code] >= 500 ? 'warn' : 'info'
    logger[level]({ requestId, route, status: c.res.status, ms, ...(failure ? loggable(failure) : {}) })
  }
}
