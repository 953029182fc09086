import { type MeasureName, measureOf, type SignedAttestation, signAttestation } from '@aceso/core'
import type { Clock } from '../clock.js'
import type { Link } from '../db/links.js'
import type { Store } from '../db/store.js'
import type { NodeKeys } from '../keys/nodeKeys.js'
import type { Seat } from '../seat.js'
import { checkTimes } from './checkTimes.js'
import type { Results } from './results.js'

export type AttestParameters = {
  link: Link
  measure: MeasureName
  observationTag: bigint
  issuedAt: bigint
  linkedAt: bigint
}

type Attester = {
  clock: Clock
  seat: Seat
  results: Results
  store: Store
  keys: NodeKeys
  domain: bigint
}

/** Signs what the node finds at the hospital itself, at the times the client proposes where they are true. */
export async function attest(
  { clock, seat, results, store, keys, domain }: Attester,
  { link, measure, observationTag, issuedAt, linkedAt }: AttestParameters,
): Promise<SignedAttestation> {
  const [now, seatedSince, { value, observedAt }] = await Promise.all([
    clock(),
    seat(),
    results.find(link.patient, measure, observationTag),
  ])
  checkTimes({ now, observedAt, issuedAt, linkedAt, seatedSince })
  const attestation = {
    domain,
    subject: link.subject,
    measure: measureOf(measure).id,
    value,
    observedAt,
    linkedAt,
    observationTag,
    issuedAt,
  }
  await store.commit(attestation)
  return signAttestation(keys.oracle, attestation)
}
