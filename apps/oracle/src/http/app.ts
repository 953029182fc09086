import { measures } from '@aceso/core'
import { OpenAPIHono, type z } from '@hono/zod-openapi'
import { cors } from 'hono/cors'
import { OracleError } from '../errors.js'
import { clientAddress } from './clientAddress.js'
import { errorAnswer, oracleError } from './errorAnswers.js'
import { boundedBody, jsonBody } from './jsonBody.js'
import type { OracleNode } from './node.js'
import { rateLimit } from './rateLimit.js'
import { requestLog, type Variables } from './requestLog.js'
import {
  attestationRoute,
  healthRoute,
  infoRoute,
  jwksRoute,
  linkRoute,
  observationsRoute,
} from './routes.js'
import { decimals } from './schemas.js'
import { authenticate } from './signedRequest.js'

const MAX_RESULTS = 50

/** The node's HTTP API. Browsers of any origin may call it: a request is signed, and no cookie means anything. */
export function createApp(node: OracleNode) {
  const { config } = node
  const limitAddress = rateLimit(config.requestsPerMinute, node.wallClock)
  const limitSubject = rateLimit(config.requestsPerMinute, node.wallClock)
  const app = new OpenAPIHono<{ Variables: Variables }>({
    defaultHook: (result) => {
      if (!result.success) throw new OracleError('MalformedRequest', explain(result.error))
    },
  })

  app.use(requestLog(node.logger))
  app.use(
    cors({
      origin: '*',
      allowHeaders: ['content-type', 'aceso-timestamp', 'aceso-signature'],
      exposeHeaders: ['Retry-After'],
      maxAge: 3_600,
    }),
  )
  app.use('/v1/*', async (c, next) => {
    if (c.req.method === 'POST') limitAddress(clientAddress(c, config.trustProxy))
    c.header('Cache-Control', 'no-store')
    await next()
  })
  app.use('/v1/*', boundedBody, jsonBody)

  app.openapi(linkRoute, async (c) => {
    const linkedAt = await node.linkTime(await node.link(c.req.valid('json')))
    return c.json({ linkedAt: linkedAt.toString() }, 200)
  })

  app.openapi(observationsRoute, async (c) => {
    const { subject, measure } = c.req.valid('json')
    const link = await authenticate(node, {
      subject,
      purpose: 'observations',
      body: await c.req.text(),
      headers: c.req.valid('header'),
    })
    limitSubject(`${subject}`)
    const [linkedAt, results] = await Promise.all([node.linkTime(link), node.results(link.patient, measure)])
    return c.json(decimals({ linkedAt, observations: results.slice(0, MAX_RESULTS) }), 200)
  })

  app.openapi(attestationRoute, async (c) => {
    const { subject, ...proposal } = c.req.valid('json')
    const link = await authenticate(node, {
      subject,
      purpose: 'attestation',
      body: await c.req.text(),
      headers: c.req.valid('header'),
    })
    limitSubject(`${subject}`)
    return c.json(decimals(await node.attest({ link, ...proposal })), 200)
  })

  app.openapi(infoRoute, (c) => {
    const { name, chainId, registry, committeeId, hospitalIssuer, audience } = config
    const { version, publicKey: key, domain } = node
    const info = {
      name,
      version,
      key,
      domain,
      chainId,
      registry,
      committeeId,
      measures,
      hospitalIssuer,
      audience,
    }
    return c.json(decimals(info), 200)
  })

  app.openapi(healthRoute, (c) => c.json({ status: 'ok' as const }, 200))
  app.openapi(jwksRoute, (c) => c.json({ keys: [node.clientJwk] }, 200))
  app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Aceso oracle', version: node.version } })

  app.notFound((c) => {
    const error = new OracleError('NotFound', 'There is nothing at this address.')
    c.set('failure', error)
    return errorAnswer(c, error)
  })
  app.onError((cause, c) => {
    const error = oracleError(cause)
    c.set('failure', error)
    return errorAnswer(c, error)
  })
  return app
}

/** Which field is wrong and how, without what was sent in it. */
function explain(error: z.core.$ZodError): string {
  const [issue] = error.issues
  const field = issue?.path.join('.') || 'body'
  return issue?.code === 'unrecognized_keys'
    ? 'The request has fields that do not belong.'
    : `${field}: ${reason(issue)}.`
}

function reason(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_format' || issue?.code === 'custom') return issue.message
  return issue?.code === 'invalid_value' ? 'is not one of the known values' : 'is missing or not valid'
}
