import { createRoute } from '@hono/zod-openapi'
import * as schemas from './schemas.js'

const json = <Schema>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

const body = <Schema>(schema: Schema) => ({ required: true, content: { 'application/json': { schema } } })

const refused = { default: json(schemas.errorAnswer, 'What went wrong, with a code') }

export const linkRoute = createRoute({
  method: 'post',
  path: '/v1/links',
  summary: 'Link a subject to the patient who signed in at the hospital',
  description:
    "The ID token's nonce must be `linkNonce(subject, accessKey)`. It becomes the patient's one subject here, and retires the one before. Linking the current one again answers the same `linkedAt`.",
  request: { body: body(schemas.linkRequest) },
  responses: { 200: json(schemas.linkAnswer, 'The link, new or from before'), ...refused },
})

export const observationsRoute = createRoute({
  method: 'post',
  path: '/v1/observations',
  summary: 'Read the results of one measure, the newest first',
  request: { headers: schemas.signedHeaders, body: body(schemas.observationsRequest) },
  responses: { 200: json(schemas.observationsAnswer, 'At most 50 results'), ...refused },
})

export const attestationRoute = createRoute({
  method: 'post',
  path: '/v1/attestations',
  summary: 'Have one result attested',
  description: 'The node reads the result from the hospital again and signs what it finds there.',
  request: { headers: schemas.signedHeaders, body: body(schemas.attestationRequest) },
  responses: { 200: json(schemas.attestationAnswer, 'The signed attestation'), ...refused },
})

export const infoRoute = createRoute({
  method: 'get',
  path: '/v1/info',
  summary: 'Who the node is',
  responses: { 200: json(schemas.infoAnswer, 'Key, network, measures and hospital') },
})

export const healthRoute = createRoute({
  method: 'get',
  path: '/v1/health',
  summary: 'Whether the node answers',
  responses: { 200: json(schemas.healthAnswer, 'It does') },
})

export const jwksRoute = createRoute({
  method: 'get',
  path: '/.well-known/jwks.json',
  summary: 'The key under which the hospital knows the node',
  responses: { 200: json(schemas.jwksAnswer, 'A JSON Web Key Set') },
})
