import { linkAt, type OracleUrl } from '../oracle/node.js'
import { askNodes, type NodeFailure } from '../oracle/nodeFailures.js'

export type LinkRecordParameters = {
  oracles: readonly OracleUrl[]
  secret: bigint
  /** The hospital's ID token for a sign-in with `linkNonceOf(secret)` as nonce. */
  idToken: string
}

/** `linkedAt`: the latest time at which a node first linked the record, the one that a claim will state. */
export type LinkRecordReturnType = { linkedAt: bigint; linked: OracleUrl[]; failures: NodeFailure[] }

/**
 * Links the holder's pseudonym to their hospital record at every node. Throws `NodesUnavailableError` when fewer
 * than a quorum did; calling it again keeps the first link's time.
 */
export async function linkRecord({
  oracles,
  secret,
  idToken,
}: LinkRecordParameters): Promise<LinkRecordReturnType> {
  const nodes = oracles.map((url) => ({ url }))
  const { answers, failures } = await askNodes(nodes, ({ url }) => linkAt(url, secret, idToken))
  const times = answers.map(({ answer }) => answer)
  return {
    linkedAt: times.reduce((latest, time) => (time > latest ? time : latest)),
    linked: answers.map(({ url }) => url),
    failures,
  }
}
