import {
  type Attestation,
  accessAccount,
  linkNonce,
  type OraclePublicKey,
  type OraclePurpose,
  type SignedAttestation,
  signOracleRequest,
  subjectOf,
} from '@aceso/core'
import { parsed } from '../answer.js'
import { requestJson } from '../http.js'

/** A node asks the hospital before it answers, for less time than this, and says why where that is not enough. */
const TIMEOUT = 45_000

/** The base URL of an oracle node. */
export type OracleUrl = string

export type OracleInfo = { key: OraclePublicKey; domain: bigint }

/** Who asks the nodes of which committee: both derive the pseudonym and the key that signs requests. */
export type Holder = { secret: bigint; committeeId: number }

/** A result as one node knows it. */
export type NodeObservation = { observationTag: bigint; value: bigint; observedAt: bigint }
export type NodeObservations = { linkedAt: bigint; observations: NodeObservation[] }

/** What the holder signs in at the hospital with, so that the ID token links this subject and no other. */
export function linkNonceOf({ secret, committeeId }: Holder): string {
  return linkNonce(subjectOf(secret, committeeId), accessAccount(secret, committeeId).address)
}

export async function oracleInfo(url: OracleUrl): Promise<OracleInfo> {
  const answer = await requestJson<{ key: [string, string]; domain: string }>({ url, path: '/v1/info' })
  return parsed(url, () => ({ key: pair(answer.key), domain: BigInt(answer.domain) }))
}

/** Links the subject at one node; the time at which it was first linked there, unix seconds. */
export async function linkAt(
  url: OracleUrl,
  { secret, committeeId }: Holder,
  idToken: string,
): Promise<bigint> {
  const body = JSON.stringify({
    subject: subjectOf(secret, committeeId).toString(),
    accessKey: accessAccount(secret, committeeId).address,
    idToken,
  })
  const answer = await requestJson<{ linkedAt: string }>({ url, path: '/v1/links', body, timeout: TIMEOUT })
  return parsed(url, () => BigInt(answer.linkedAt))
}

/** The subject's results of one measure, as one node reads them from the hospital now. */
export async function observationsAt(
  url: OracleUrl,
  key: OraclePublicKey,
  holder: Holder,
  measure: string,
): Promise<NodeObservations> {
  const body = JSON.stringify({ subject: subjectOf(holder.secret, holder.committeeId).toString(), measure })
  const answer = await signedRequest<{
    linkedAt: string
    observations: { observationTag: string; value: string; observedAt: string }[]
  }>(url, '/v1/observations', 'observations', key, holder, body)
  return parsed(url, () => ({
    linkedAt: BigInt(answer.linkedAt),
    observations: answer.observations.map(({ observationTag, value, observedAt }) => ({
      observationTag: BigInt(observationTag),
      value: BigInt(value),
      observedAt: BigInt(observedAt),
    })),
  }))
}

export type AttestationRequest = {
  measure: string
  observationTag: bigint
  issuedAt: bigint
  linkedAt: bigint
}

/** One node's signature of a result. The caller checks it. */
export async function attestationAt(
  url: OracleUrl,
  key: OraclePublicKey,
  holder: Holder,
  { measure, observationTag, issuedAt, linkedAt }: AttestationRequest,
): Promise<SignedAttestation> {
  const body = JSON.stringify({
    subject: subjectOf(holder.secret, holder.committeeId).toString(),
    measure,
    observationTag: observationTag.toString(),
    issuedAt: issuedAt.toString(),
    linkedAt: linkedAt.toString(),
  })
  type Answer = {
    attestation: Record<Exclude<keyof Attestation, 'measure'>, string> & { measure: number }
    key: [string, string]
    signature: { challenge: string; response: string }
  }
  const answer = await signedRequest<Answer>(url, '/v1/attestations', 'attestation', key, holder, body)
  return parsed(url, () => ({
    attestation: {
      domain: BigInt(answer.attestation.domain),
      subject: BigInt(answer.attestation.subject),
      measure: Number(answer.attestation.measure),
      value: BigInt(answer.attestation.value),
      observedAt: BigInt(answer.attestation.observedAt),
      linkedAt: BigInt(answer.attestation.linkedAt),
      observationTag: BigInt(answer.attestation.observationTag),
      issuedAt: BigInt(answer.attestation.issuedAt),
    },
    key: pair(answer.key),
    signature: {
      challenge: BigInt(answer.signature.challenge),
      response: BigInt(answer.signature.response),
    },
  }))
}

async function signedRequest<T>(
  url: OracleUrl,
  path: string,
  purpose: OraclePurpose,
  oracle: OraclePublicKey,
  { secret, committeeId }: Holder,
  body: string,
): Promise<T> {
  const timestamp = BigInt(Math.floor(Date.now() / 1000))
  const request = { oracle, subject: subjectOf(secret, committeeId), purpose, body, timestamp }
  const headers = await signOracleRequest(accessAccount(secret, committeeId), request)
  return requestJson<T>({ url, path, body, headers, timeout: TIMEOUT })
}

function pair([x, y]: readonly [string, string]): [bigint, bigint] {
  return [BigInt(x), BigInt(y)]
}
