/** Error codes of RFC 6749, 5.2 and 4.1.2.1. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'

export class OAuthError extends Error {
  readonly code: OAuthErrorCode

  constructor(code: OAuthErrorCode, message: string) {
    super(message)
    this.name = 'OAuthError'
    this.code = code
  }

  /** The answer's status: 401 where the client isn't known, 400 otherwise. */
  get status(): 400 | 401 {
    return this.code === 'invalid_client' ? 401 : 400
  }
}
