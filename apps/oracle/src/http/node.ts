import type { MeasureName, OraclePublicKey, SignedAttestation } from '@aceso/core'
import type { Logger } from 'pino'
import type { AttestParameters } from '../attestation/attest.js'
import type { TaggedResult } from '../attestation/results.js'
import type { ResolvedConfig } from '../config.js'
import type { Link } from '../db/links.js'
import type { ClientJwk } from '../keys/nodeKeys.js'

/** What a node does, without HTTP. The routes only translate. */
export type OracleNode = {
  config: Pick<
    ResolvedConfig,
    | 'name'
    | 'chainId'
    | 'registry'
    | 'committeeId'
    | 'hospitalIssuer'
    | 'audience'
    | 'trustProxy'
    | 'requestsPerMinute'
  >
  version: string
  publicKey: OraclePublicKey
  domain: bigint
  clientJwk: ClientJwk
  /** Wall clock in milliseconds. */
  wallClock: () => number
  logger: Logger
  findLink(subject: bigint): Promise<Link | undefined>
  link(request: { subject: bigint; accessKey: Link['accessKey']; idToken: string }): Promise<Link>
  /** Since when the node answers for a link, unix seconds. */
  linkTime(link: Link): Promise<bigint>
  results(patient: string, measure: MeasureName): Promise<TaggedResult[]>
  attest(parameters: AttestParameters): Promise<SignedAttestation>
}
