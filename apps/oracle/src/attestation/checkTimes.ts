import { DAY } from '@aceso/core'
import { OracleError } from '../errors.js'

/** All in unix seconds of the chain. */
export type AttestationTimes = {
  now: bigint
  observedAt: bigint
  issuedAt: bigint
  linkedAt: bigint
  seatedSince: bigint
}

/** How old a proposed `issuedAt` may be: clients collect signatures one after the other. */
const MAX_AGE = DAY

/**
 * Throws where a node can't answer for the times a client proposes; that `linkedAt` isn't before the node's own link is
 * checked as the statement is committed. A proposal gains nothing: each rule asks for an early link, and none rewards an
 * early `issuedAt`. That a link comes before the result is for the claim to show, since a baseline may rest on an older
 * result.
 */
export function checkTimes({ now, observedAt, issuedAt, linkedAt, seatedSince }: AttestationTimes): void {
  if (issuedAt > now) throw new OracleError('IssuedInFuture', 'The chain has not reached issuedAt yet.')
  if (issuedAt < now - MAX_AGE) throw new OracleError('IssuedTooLongAgo', 'issuedAt is more than a day old.')
  if (issuedAt < observedAt) {
    throw new OracleError('IssuedBeforeObservation', 'issuedAt lies before the result was observed.')
  }
  if (linkedAt > now) throw new OracleError('LinkedInFuture', 'The chain has not reached linkedAt yet.')
  if (linkedAt < seatedSince) {
    throw new OracleError('LinkedTooEarly', 'This node was seated later than linkedAt says.')
  }
}
