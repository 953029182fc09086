import { AcesoError } from '@aceso/core'
import { type ClaimJson, decodeClaim, type SubmitClaimReturnType } from '@aceso/sdk'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { type Address, isAddress } from 'viem'
import type { Relay } from './relay.js'

/** Bytes; a claim has about two thousand. */
const MAX_BODY = 16_384

const decimal = z.string().regex(/^\d{1,78}$/, { abort: true })
const word = decimal.refine((value) => BigInt(value) < 2n ** 256n, 'more than 256 bits')
const address = z.string().refine((value): value is Address => isAddress(value), 'not an address')

const claimSchema = z
  .object({
    chainId: z.number().int().positive(),
    desk: address,
    claim: z.object({
      terms: word,
      units: word,
      severity: word,
      nullifier: word,
      observationNullifier: word,
    }),
    payment: z.object({ recipient: address, relayer: address, fee: word, deadline: word }),
    evidence: z.object({
      proof: z.array(word).length(8),
      digest: word,
      policyRoot: word,
      committeeRoot: word,
      asOf: word,
    }),
    context: word,
  })
  .openapi('Claim')

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) }).openapi('Error')
const infoSchema = z.object({ address: z.string(), fee: decimal, chainId: z.number() }).openapi('Info')
const submittedSchema = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('paid'), hash: z.string() }),
    z.object({ status: z.literal('held'), hash: z.string(), heldId: decimal, payableAt: decimal }),
  ])
  .openapi('Submitted')

const json = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { 'application/json': { schema } },
  description,
})

const infoRoute = createRoute({
  method: 'get',
  path: '/v1/info',
  responses: { 200: json(infoSchema, 'The account that is paid, and its fee per claim in asset units') },
})

const claimRoute = createRoute({
  method: 'post',
  path: '/v1/claims',
  request: { body: { required: true, ...json(claimSchema, 'A prepared claim that names this relayer') } },
  responses: {
    200: json(submittedSchema, 'The transaction that paid the claim, or held it until payableAt'),
    400: json(errorSchema, 'The request is not of the documented shape'),
    409: json(errorSchema, 'The claim would be refused; nothing was sent'),
    500: json(errorSchema, 'The relayer failed; the claim can be submitted again, here or directly'),
  },
})

/** The relayer's HTTP API. */
export function createServer(relay: Relay): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result, context) => {
      if (result.success) return undefined
      const issue = result.error.issues[0]
      return context.json(problem('BadRequest', `${issue?.path.join('.')}: ${issue?.message}`), 400)
    },
  })
  app.use(
    bodyLimit({
      maxSize: MAX_BODY,
      onError: (context) =>
        context.json(problem('BodyTooLarge', `A claim has at most ${MAX_BODY} bytes.`), 413),
    }),
  )
  app.get('/v1/health', (context) => context.json({ status: 'ok' }))
  app.openapi(infoRoute, (context) => {
    const { address, fee, chainId } = relay.info
    return context.json({ address, fee: fee.toString(), chainId }, 200)
  })
  app.openapi(claimRoute, async (context) => {
    const submitted = await relay.submit(decodeClaim(context.req.valid('json') as ClaimJson))
    return context.json(submittedJson(submitted), 200)
  })
  app.doc('/openapi.json', { openapi: '3.0.3', info: { title: 'Aceso relayer', version: '1' } })
  app.notFound((context) =>
    context.json(problem('NotFound', 'There is no such resource. See /openapi.json.'), 404),
  )
  app.onError((error, context) => {
    if (error instanceof AcesoError) return context.json(problem(error.name, error.shortMessage), 409)
    if (error instanceof HTTPException && error.status < 500)
      return context.json(problem('BadRequest', 'The body is not JSON.'), 400)
    relay.log.error({ event: 'failed', error: error.name }, 'request failed')
    return context.json(
      problem('Internal', 'The relayer failed. Try again, or submit the claim yourself.'),
      500,
    )
  })
  return app
}

function submittedJson(submitted: SubmitClaimReturnType): z.infer<typeof submittedSchema> {
  const { status, hash } = submitted
  if (status === 'paid') return { status, hash }
  return { status, hash, heldId: submitted.heldId.toString(), payableAt: submitted.payableAt.toString() }
}

function problem(code: string, message: string) {
  return { error: { code, message } }
}
