import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { HospitalContext } from './context.js'

/** Documents by which apps and backend services find the hospital's endpoints and keys. */
export function discoveryRoutes({ issuer, signingKey }: HospitalContext) {
  const shared = {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    grant_types_supported: ['authorization_code', 'client_credentials'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'none'],
    token_endpoint_auth_signing_alg_values_supported: ['ES384', 'RS384'],
    scopes_supported: ['openid', 'fhirUser', 'system/*.rs', 'system/*.read', 'system/Observation.cu'],
  }
  const smart = {
    ...shared,
    capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2', 'sso-openid-connect'],
  }
  const openid = {
    ...shared,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [signingKey.publicJwk.alg],
    claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'fhirUser'],
    authorization_response_iss_parameter_supported: true,
  }
  return new Hono()
    .use(cors())
    .get('/.well-known/smart-configuration', (c) => c.json(smart))
    .get('/fhir/R4/.well-known/smart-configuration', (c) => c.json(smart))
    .get('/.well-known/openid-configuration', (c) => c.json(openid))
    .get('/.well-known/jwks.json', (c) => c.json({ keys: [signingKey.publicJwk] }))
}
