import { AcesoError } from '@aceso/core'

/** Every error a node answers with, and its HTTP status. */
export const errorStatus = {
  MalformedRequest: 400,
  RequestUnsigned: 401,
  RequestExpired: 401,
  SignatureInvalid: 401,
  IdTokenInvalid: 401,
  NotFound: 404,
  SubjectNotLinked: 404,
  ObservationNotFound: 404,
  AccessKeyDiffers: 409,
  SubjectRetired: 409,
  SignInSuperseded: 409,
  SubjectLinkedElsewhere: 409,
  ConflictingResults: 409,
  AttestedOtherwise: 409,
  BodyTooLarge: 413,
  UnsupportedMediaType: 415,
  IssuedInFuture: 422,
  IssuedTooLongAgo: 422,
  IssuedBeforeObservation: 422,
  LinkedInFuture: 422,
  LinkedTooEarly: 422,
  RateLimited: 429,
  InternalError: 500,
  HospitalIncomplete: 502,
  HospitalAddressDiffers: 502,
  HospitalBusy: 503,
  HospitalUnavailable: 503,
  ChainUnavailable: 503,
  NotSeated: 503,
} as const

export type OracleErrorCode = keyof typeof errorStatus

/** An error with a code for machines and a sentence for people; neither says anything about a patient. */
export class OracleError extends AcesoError {
  readonly code: OracleErrorCode
  /** After how many seconds it is worth trying again, where that is known. */
  readonly retryAfter: number | undefined

  constructor(code: OracleErrorCode, message: string, cause?: Error, retryAfter?: number) {
    super(message, { name: `Oracle${code}Error`, ...(cause ? { cause } : {}) })
    this.code = code
    this.retryAfter = retryAfter
  }
}

/** A node that can't start: its configuration, keys or data don't fit. */
export class StartError extends AcesoError {
  constructor(message: string, cause?: Error) {
    super(message, { name: 'StartError', ...(cause ? { cause } : {}) })
  }
}
