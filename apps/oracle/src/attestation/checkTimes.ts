import { DAY } from '@aceso/core'
import { OracleError } from '../errors.js'

/** All in unix seconds of the chain. `ownLinkedAt`: when this node linked the subject. */
export type AttestationTimes = {
  now: bigint
  observedAt: bigint
  issuedAt: bigint
  linkedAt: bigint
  ownLinkedAt: bigint
}

/** How old a proposed `issuedAt` may be: clients collect signatures one after the other. */
const MAX_AGE = DAY

/** Throws where a node can't answer for the times a client proposes. */
export function checkTimes({ now, observedAt, issuedAt, linkedAt, ownLinkedAt }: AttestationTimes): void {
  if (issuedAt > now) throw new OracleError('IssuedInFuture', 'The chain has not reached issuedAt yet.')
  if (issuedAt < now - MAX_AGE) throw new OracleError('IssuedTooLongAgo', 'issuedAt is more than a day old.')
  if (issuedAt < observedAt) {
    throw new OracleError('IssuedBeforeObservation', 'issuedAt lies before the result was observed.')
  }
  if (linkedAt > now) throw new OracleError('LinkedInFuture', 'The chain has not reached linkedAt yet.')
  if (linkedAt < ownLinkedAt) {
    throw new OracleError('LinkedTooEarly', 'This node linked the subject later than linkedAt says.')
  }
}
