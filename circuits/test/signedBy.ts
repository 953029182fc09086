// SPDX-License-Identifier: GPL-3.0-or-later
import {
  attestationHash,
  CLAIM_SIGNALS,
  type ClaimWitness,
  committeeRoot,
  ELIGIBILITY_SIGNALS,
  type EligibilityWitness,
  type EquivocationWitness,
  hash,
  type OraclePublicKey,
  type OracleSignature,
} from '@aceso/core'
import { put } from './bookFixture.js'
import { bound } from './bound.js'

/** A key and how somebody signs under it. */
export type Signer = { key: OraclePublicKey; sign(message: bigint): OracleSignature }

/** A claim in which one signer, and whoever sits on that seat, is somebody else. */
export function claimSignedBy(input: ClaimWitness, place: number, signer: Signer): ClaimWitness {
  return bound(CLAIM_SIGNALS, signedBy(input, place, signer))
}

export function eligibilitySignedBy(
  input: EligibilityWitness,
  place: number,
  signer: Signer,
): EligibilityWitness {
  return bound(ELIGIBILITY_SIGNALS, signedBy(input, place, signer))
}

/** Both statements of an equivocation, signed by somebody else. */
export function equivocationSignedBy(input: EquivocationWitness, { key, sign }: Signer): EquivocationWitness {
  const { domain, measure, observationTag, subjects, values, observedAt, linkedAt, issuedAt } = input
  const signatures = [0, 1].map((i) =>
    sign(
      attestationHash({
        domain,
        subject: subjects[i]!,
        measure: Number(measure),
        value: values[i]!,
        observedAt: observedAt[i]!,
        linkedAt: linkedAt[i]!,
        observationTag,
        issuedAt: issuedAt[i]!,
      }),
    ),
  )
  return {
    ...input,
    key: key[0],
    ordinates: [key[1], key[1]],
    challenges: signatures.map(({ challenge }) => challenge),
    responses: signatures.map(({ response }) => response),
  }
}

function signedBy<T extends ClaimWitness | EligibilityWitness>(
  input: T,
  place: number,
  { key, sign }: Signer,
): T {
  const { secret, committeeId, domain, measure } = input
  const message = attestationHash({
    ...input,
    subject: hash('subject', secret, committeeId),
    measure: Number(measure),
  })
  const { challenge, response } = sign(message)
  const seat = input.committee.indexOf(input.keys[place]![0])
  const committee = put(input.committee, seat, key[0])
  return {
    ...input,
    committee,
    committeeRoot: committeeRoot(domain, committee),
    keys: put(input.keys, place, key),
    challenges: put(input.challenges, place, challenge),
    responses: put(input.responses, place, response),
  }
}
