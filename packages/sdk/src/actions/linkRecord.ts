import { quorumTime } from '../oracle/agreement.js'
import { type Holder, linkAt, type OracleUrl } from '../oracle/node.js'
import { askNodes, type NodeFailure } from '../oracle/nodeFailures.js'

/** `oracles`: the nodes of one committee, which know the holder under a pseudonym of its own. */
export type LinkRecordParameters = Holder & {
  oracles: readonly OracleUrl[]
  /** The hospital's ID token for a sign-in with `linkNonceOf({ secret, committeeId })` as nonce. */
  idToken: string
}

/** `linkedAt`: the time by which a quorum had linked the record, which a claim will state. */
export type LinkRecordReturnType = { linkedAt: bigint; linked: OracleUrl[]; failures: NodeFailure[] }

/**
 * Links the holder's pseudonym to their hospital record at every node of a committee; it retires whatever wallet was
 * linked to the record before. Throws `NodesUnavailableError` when fewer than a quorum did; calling it again keeps the
 * first link's time.
 */
export async function linkRecord({
  oracles,
  secret,
  committeeId,
  idToken,
}: LinkRecordParameters): Promise<LinkRecordReturnType> {
  const nodes = oracles.map((url) => ({ url }))
  const { answers, failures } = await askNodes(nodes, ({ url }) =>
    linkAt(url, { secret, committeeId }, idToken),
  )
  return {
    linkedAt: quorumTime(answers.map(({ answer }) => answer)),
    linked: answers.map(({ url }) => url),
    failures,
  }
}
