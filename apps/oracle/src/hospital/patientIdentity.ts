import { timingSafeEqual } from 'node:crypto'
import { linkNonce } from '@aceso/core'
import { createRemoteJWKSet, customFetch, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { Address } from 'viem'
import type { ResolvedConfig } from '../config.js'
import { OracleError } from '../errors.js'
import { conversation, type Pace } from './conversation.js'
import type { Discovery } from './discovery.js'
import { hospitalUnavailable } from './hospitalErrors.js'

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512']
const LEEWAY = 30
/** Long enough to link with several nodes one after the other; short enough that a token found later is useless. */
const MAX_AGE = 3_600
const DEADLINE = 10_000

/** `signedInAt`: when the hospital issued the token, unix seconds of its clock. */
export type SignIn = { patient: string; signedInAt: bigint }

export type PatientIdentity = {
  /** Which patient signed in at the hospital in order to link `subject` and `accessKey`. */
  verify(idToken: string, subject: bigint, accessKey: Address): Promise<SignIn>
}

/** Verifies OpenID ID tokens of the hospital. */
export function patientIdentity(
  {
    hospitalIssuer,
    fhirUrl,
    fhirOwnUrl,
    audience,
  }: Pick<ResolvedConfig, 'hospitalIssuer' | 'fhirUrl' | 'fhirOwnUrl' | 'audience'>,
  { openid }: Discovery,
  pace: Pace,
): PatientIdentity {
  const bases = fhirOwnUrl === undefined ? [fhirUrl] : [fhirUrl, fhirOwnUrl]
  let keys: { uri: string; get: JWTVerifyGetKey } | undefined

  async function hospitalKeys(): Promise<JWTVerifyGetKey> {
    const { jwks_uri: uri } = await openid()
    if (keys?.uri !== uri) {
      const options = { [customFetch]: fetchKeys(pace), cooldownDuration: 10_000 }
      keys = { uri, get: createRemoteJWKSet(new URL(uri), options) }
    }
    return keys.get
  }

  return {
    async verify(idToken, subject, accessKey) {
      const key = await hospitalKeys()
      const { payload } = await jwtVerify(idToken, key, {
        algorithms,
        issuer: hospitalIssuer,
        audience,
        requiredClaims: ['exp', 'iat', 'sub', 'nonce', 'fhirUser'],
        clockTolerance: LEEWAY,
        maxTokenAge: MAX_AGE,
      }).catch((error: Error) => {
        if (error instanceof OracleError) throw error
        throw invalid(
          'The hospital did not sign this ID token, or it is not meant for Aceso, or it has expired.',
          error,
        )
      })
      if (payload.azp !== undefined && payload.azp !== audience)
        throw invalid('The ID token was issued to another app.')
      if (!sameText(payload.nonce, linkNonce(subject, accessKey))) {
        throw invalid('The ID token was not obtained for this subject and access key.')
      }
      return { patient: patientOf(payload, bases), signedInAt: BigInt(Math.floor(payload.iat!)) }
    },
  }
}

/** The hospital's keys; an answer without any is the hospital's fault, and doesn't make a token invalid. */
function fetchKeys(pace: Pace): (url: string) => Promise<Response> {
  return async (url) => {
    const { status, body } = await conversation(pace, DEADLINE).ask(url)
    const keys = (body as { keys?: unknown } | undefined)?.keys
    if (status !== 200 || !Array.isArray(keys)) throw hospitalUnavailable(`no keys (HTTP ${status})`)
    return Response.json(body)
  }
}

function patientOf({ fhirUser }: JWTPayload, bases: readonly string[]): string {
  const text = typeof fhirUser === 'string' ? fhirUser : ''
  const base = bases.find((one) => text.startsWith(`${one}/`))
  const relative = base === undefined ? text : text.slice(base.length + 1)
  const id = /^Patient\/([A-Za-z0-9.-]{1,64})$/.exec(relative)?.[1]
  if (!id)
    throw invalid('Only patients can link a record; the hospital says that this user is something else.')
  return id
}

function sameText(actual: unknown, expected: string): boolean {
  const [left, right] = [Buffer.from(typeof actual === 'string' ? actual : ''), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function invalid(message: string, cause?: Error): OracleError {
  return new OracleError('IdTokenInvalid', message, cause)
}
