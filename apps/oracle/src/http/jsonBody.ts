import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { OracleError } from '../errors.js'

const MAX_BYTES = 16 * 1024

export const boundedBody: MiddlewareHandler = bodyLimit({
  maxSize: MAX_BYTES,
  onError: () => {
    throw new OracleError('BodyTooLarge', `A request may have at most ${MAX_BYTES} bytes.`)
  },
})

/** Takes JSON only, and reads it as text first: a signature covers the text, not what a parser makes of it. */
export const jsonBody: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'POST') {
    if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
      throw new OracleError('UnsupportedMediaType', 'Send application/json.')
    }
    await c.req.text()
  }
  await next()
}
