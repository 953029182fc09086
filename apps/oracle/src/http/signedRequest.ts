import { ORACLE_REQUEST_TOLERANCE, type OraclePurpose, verifyOracleRequest } from '@aceso/core'
import type { Hex } from 'viem'
import { type Link, subjectRetired } from '../db/links.js'
import { OracleError } from '../errors.js'
import type { OracleNode } from './node.js'

export type SignedRequest = {
  subject: bigint
  purpose: OraclePurpose
  /** The text that was posted, to the byte. */
  body: string
  headers: { 'aceso-timestamp'?: string | undefined; 'aceso-signature'?: string | undefined }
}

/**
 * The subject's link, once it is shown that the holder of its access key made this request to this node, now. Throws
 * `SubjectRetired` where the patient has another subject by now.
 */
export async function authenticate(
  node: Pick<OracleNode, 'findLink' | 'publicKey' | 'wallClock'>,
  { subject, purpose, body, headers }: SignedRequest,
): Promise<Link> {
  const { 'aceso-timestamp': timestamp, 'aceso-signature': signature } = headers
  if (!timestamp || !signature) {
    throw new OracleError('RequestUnsigned', "Sign the request with the subject's access key.")
  }
  const age = BigInt(Math.floor(node.wallClock() / 1_000)) - BigInt(timestamp)
  if (age > ORACLE_REQUEST_TOLERANCE || age < -ORACLE_REQUEST_TOLERANCE) {
    throw new OracleError(
      'RequestExpired',
      'The request was signed more than five minutes ago, or your clock is wrong.',
    )
  }
  const link = await node.findLink(subject)
  if (!link) throw new OracleError('SubjectNotLinked', 'Link your hospital record with this node first.')
  const request = { oracle: node.publicKey, subject, purpose, body, timestamp: BigInt(timestamp) }
  if (!(await verifyOracleRequest(link.accessKey, request, signature as Hex))) {
    throw new OracleError(
      'SignatureInvalid',
      "The signature is not the access key's over this request to this node.",
    )
  }
  // After the signature, so that no stranger learns what a patient did.
  if (link.retired) throw subjectRetired()
  return link
}
