import { OracleError } from '../errors.js'

/*
 * Why the hospital's answer is of no use. `why` is told to the log and never holds what the hospital answered, not even an
 * address: whoever writes a part of an answer would write into the log. The sentence is for the holder.
 */

const DAY = 86_400

export function hospitalUnavailable(why: string, cause?: Error): OracleError {
  return failure(
    'HospitalUnavailable',
    'The node can not reach the hospital now. Try again later.',
    why,
    cause,
  )
}

/** `seconds`: how long the hospital asks to be left alone, where it says so. */
export function hospitalBusy(why: string, seconds?: number): OracleError {
  const retryAfter = seconds === undefined ? undefined : Math.min(Math.max(Math.ceil(seconds), 1), DAY)
  const when = retryAfter === undefined ? 'later' : `in ${retryAfter} seconds`
  const message = `The hospital has too much to do now. Try again ${when}.`
  return new OracleError('HospitalBusy', message, new Error(why), retryAfter)
}

export function hospitalIncomplete(why: string): OracleError {
  return failure(
    'HospitalIncomplete',
    "The hospital's answer is incomplete, and the node states nothing of which it might miss a part. Try again later.",
    why,
  )
}

/** Only the operator can do something about it. */
export function hospitalAddressDiffers(what: string): OracleError {
  return failure(
    'HospitalAddressDiffers',
    "The hospital's server goes by an address that this node doesn't know. Only the node's operator can mend it.",
    `${what} at another address than the configured one; where this is the hospital's own server, name the base that it ` +
      'gives itself in ACESO_ORACLE_FHIR_OWN_URL',
  )
}

function failure(
  code: 'HospitalUnavailable' | 'HospitalIncomplete' | 'HospitalAddressDiffers',
  message: string,
  why: string,
  cause?: Error,
): OracleError {
  return new OracleError(code, message, new Error(why, cause ? { cause } : {}))
}
