import { BaseError } from 'viem'

type AcesoErrorOptions = { name: string; metaMessages?: string[]; cause?: Error }

/**
 * Base of every error of Aceso. `shortMessage` is a sentence a person can act on; it never holds a secret, a
 * clinical value or an identifier of a patient.
 */
export class AcesoError extends BaseError {
  constructor(shortMessage: string, { name, metaMessages, cause }: AcesoErrorOptions) {
    super(shortMessage, {
      name,
      ...(metaMessages ? { metaMessages } : {}),
      ...(cause ? { cause } : {}),
    })
  }
}
