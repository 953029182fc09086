import { errorsAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'
import { BaseError, decodeErrorResult, type Hex, isHex } from 'viem'
import { revertErrors } from './revertErrors.js'

/** A revert whose data isn't an error of Aceso, of its token or of the standard contracts it builds on. */
export class UnknownRevertError extends AcesoError {
  constructor(cause: Error) {
    super('The contract refused the call for a reason this client does not know.', {
      name: 'UnknownRevertError',
      cause,
    })
  }
}

/** The typed error of a revert; any other error comes back as it is. */
export function toRevertError(error: unknown): unknown {
  if (!(error instanceof BaseError)) return error
  const data = revertData(error)
  if (!data) return error
  try {
    const { errorName, args } = decodeErrorResult({ abi: errorsAbi, data })
    return new revertErrors[errorName](args ?? [], error)
  } catch {
    return new UnknownRevertError(error)
  }
}

/** The data of the revert that caused `error`; undefined when none did. */
function revertData(error: BaseError): Hex | undefined {
  let data: Hex | undefined
  error.walk((cause) => {
    const value = (cause as { data?: unknown } | null)?.data
    const hex = typeof value === 'object' && value !== null ? (value as { data?: unknown }).data : value
    if (isHex(hex) && hex.length >= 10) data = hex
    return false
  })
  return data
}
