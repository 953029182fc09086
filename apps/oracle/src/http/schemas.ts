import { FIELD_ORDER, type MeasureName, measures } from '@aceso/core'
import { z } from '@hono/zod-openapi'
import { type Address, isAddress } from 'viem'
import { errorStatus, type OracleErrorCode } from '../errors.js'

const decimal = /^(0|[1-9]\d{0,76})$/

/** A number as a decimal string: JSON numbers lose digits beyond 2^53. */
function uint(limit: bigint, description: string) {
  return z
    .string()
    .regex(decimal, 'must be a decimal number')
    .transform(BigInt)
    .refine((value) => value < limit, 'is out of range')
    .openapi({ type: 'string', pattern: decimal.source, description })
}

const decimalOut = (description: string, example: string) => z.string().openapi({ description, example })

export const subject = uint(FIELD_ORDER, 'The subject: a field element')
export const observationTag = uint(FIELD_ORDER, 'The observation tag: a field element')
export const seconds = (description: string) => uint(1n << 64n, `${description}, unix seconds`)

const measureNames = measures.map(({ name }) => name) as [MeasureName, ...MeasureName[]]
export const measure = z.enum(measureNames).openapi({ description: 'Name of the measure' })

export const accessKey = z
  .string()
  .refine((text): text is Address => isAddress(text, { strict: false }), 'must be an address')
  .openapi({
    type: 'string',
    pattern: '^0x[0-9a-fA-F]{40}$',
    description: "Address of the subject's access key",
  })

export const linkRequest = z.strictObject({ subject, accessKey, idToken: z.string().min(1).max(8_192) })
export const linkAnswer = z.object({
  linkedAt: decimalOut('Since when the node answers for the link', '1735689600'),
})

export const observationsRequest = z.strictObject({ subject, measure })
export const observationsAnswer = z.object({
  linkedAt: decimalOut('Since when the node answers for the link', '1735689600'),
  observations: z.array(
    z.object({
      observationTag: decimalOut('Names the specimen or encounter, at every node alike', '1234'),
      value: decimalOut("Fixed-point in the measure's unit and decimals", '65000'),
      observedAt: decimalOut('When the specimen was taken', '1735689600'),
    }),
  ),
})

export const attestationRequest = z.strictObject({
  subject,
  measure,
  observationTag,
  issuedAt: seconds('When the attestation is made: at most a day ago'),
  linkedAt: seconds("The latest of the committee's own links"),
})

const point = z.array(z.string()).length(2)
export const attestationAnswer = z.object({
  attestation: z.object({
    domain: z.string(),
    subject: z.string(),
    measure: z.number().int(),
    value: z.string(),
    observedAt: z.string(),
    linkedAt: z.string(),
    observationTag: z.string(),
    issuedAt: z.string(),
  }),
  key: point,
  signature: z.object({ challenge: z.string(), response: z.string() }),
})

export const infoAnswer = z.object({
  name: z.string(),
  version: z.string(),
  key: point.openapi({ description: 'The public key of the node: a point of BabyJubJub' }),
  domain: z.string(),
  chainId: z.number().int(),
  registry: z.string(),
  committeeId: z.number().int().openapi({ description: 'The committee that the node serves' }),
  measures: z.array(
    z.object({
      id: z.number().int(),
      name: z.string(),
      version: z.number().int(),
      title: z.string(),
      kind: z.enum(['quantitative', 'qualitative']),
      unit: z.string(),
      decimals: z.number().int(),
    }),
  ),
  hospitalIssuer: z.string(),
  audience: z.string().openapi({ description: "Client id of the patients' app at the hospital" }),
})

export const healthAnswer = z.object({ status: z.literal('ok') })
export const jwksAnswer = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('EC'),
      crv: z.literal('P-384'),
      x: z.string(),
      y: z.string(),
      kid: z.string(),
      alg: z.literal('ES384'),
      use: z.literal('sig'),
    }),
  ),
})

const codes = Object.keys(errorStatus) as [OracleErrorCode, ...OracleErrorCode[]]
export const errorAnswer = z
  .object({ error: z.object({ code: z.enum(codes), message: z.string() }) })
  .openapi('Error')

export const signedHeaders = z.object({
  'aceso-timestamp': z
    .string()
    .regex(/^\d{1,12}$/)
    .optional()
    .openapi({ description: 'When the request was signed: wall clock, unix seconds' }),
  'aceso-signature': z
    .string()
    .regex(/^0x[0-9a-fA-F]{130}$/)
    .optional()
    .openapi({ description: "EIP-712 signature of the request by the subject's access key" }),
})

/** Turns every bigint in an answer into a decimal string. */
export function decimals<T>(value: T): Decimals<T> {
  const convert = (_: string, item: unknown) => (typeof item === 'bigint' ? item.toString() : item)
  return JSON.parse(JSON.stringify(value, convert))
}

export type Decimals<T> = T extends bigint
  ? string
  : T extends readonly (infer Item)[]
    ? Decimals<Item>[]
    : T extends object
      ? { [Name in keyof T]: Decimals<T[Name]> }
      : T
