import { QUORUM } from './committee.js'
import { AcesoError } from './errors.js'

export class ThresholdNotMetError extends AcesoError {
  constructor() {
    super("The attested result doesn't meet the policy's threshold.", { name: 'ThresholdNotMetError' })
  }
}

export class SeverityNotReachedError extends AcesoError {
  constructor(severity: number) {
    super(`The attested result doesn't reach severity ${severity}; claim a lower one.`, {
      name: 'SeverityNotReachedError',
    })
  }
}

export class ObservedDuringWaitingPeriodError extends AcesoError {
  constructor() {
    super(
      "The result was observed before the policy's waiting period ended; that of a renewal ends at its start.",
      { name: 'ObservedDuringWaitingPeriodError' },
    )
  }
}

export class ObservedAfterEndError extends AcesoError {
  constructor() {
    super("The result was observed after the policy's end.", { name: 'ObservedAfterEndError' })
  }
}

export class ObservedAfterIssueError extends AcesoError {
  constructor() {
    super('The attestation was issued before the result was observed. Collect it again.', {
      name: 'ObservedAfterIssueError',
    })
  }
}

export class IssuedAfterClaimError extends AcesoError {
  constructor() {
    super('The attestation was issued after the time the claim is made for. Prepare the claim again.', {
      name: 'IssuedAfterClaimError',
    })
  }
}

export class ClaimWindowClosedError extends AcesoError {
  constructor() {
    super("The policy's claim window has closed.", { name: 'ClaimWindowClosedError' })
  }
}

export class SubjectMismatchError extends AcesoError {
  constructor() {
    super('The attestation is about another person than the holder of this policy.', {
      name: 'SubjectMismatchError',
    })
  }
}

export class LinkedTooLateError extends AcesoError {
  constructor() {
    super(
      "The record was linked too long after the policy's start; a renewal needs it linked by then. Link it when buying, for the next policy.",
      {
        name: 'LinkedTooLateError',
      },
    )
  }
}

export class LinkedAfterResultError extends AcesoError {
  constructor() {
    super(
      'The record was linked to this wallet only after the result was observed. A result counts for whoever was linked before it.',
      { name: 'LinkedAfterResultError' },
    )
  }
}

export class QuorumNotReachedError extends AcesoError {
  constructor(signers: number) {
    super(`${signers} of the ${QUORUM} oracle nodes that a proof needs have attested the result.`, {
      name: 'QuorumNotReachedError',
    })
  }
}

export class DuplicateSignerError extends AcesoError {
  constructor(seat: number) {
    super(`The oracle node on seat ${seat} signed twice; a quorum needs distinct nodes.`, {
      name: 'DuplicateSignerError',
    })
  }
}

export class SignerNotInCommitteeError extends AcesoError {
  constructor() {
    super("An attestation was signed by a key that isn't in the committee.", {
      name: 'SignerNotInCommitteeError',
    })
  }
}

export class SignatureInvalidError extends AcesoError {
  constructor(seat: number) {
    super(`The signature of the oracle node on seat ${seat} isn't valid.`, { name: 'SignatureInvalidError' })
  }
}

export class NetworkMismatchError extends AcesoError {
  constructor() {
    super('The attestation was made for another network or registry.', { name: 'NetworkMismatchError' })
  }
}

export class MeasureMismatchError extends AcesoError {
  constructor() {
    super('The attestation is about another measure than the one that is asked for.', {
      name: 'MeasureMismatchError',
    })
  }
}

export class AttestationsDifferError extends AcesoError {
  constructor() {
    super("The oracle nodes' attestations don't say the same. Collect them again.", {
      name: 'AttestationsDifferError',
    })
  }
}
