import { AcesoError, QUORUM } from '@aceso/core'
import { ServiceRefusedError } from '../http.js'
import type { OracleUrl } from './node.js'

/** A node that didn't do its part, and why. */
export type NodeFailure = { url: OracleUrl; error: Error }

/**
 * Too few nodes answered. `failures` names those that did not; nothing is lost by trying again later. `retryAfter`: in
 * how many seconds so many of them can be asked again that there will be enough, by what they say.
 */
export class NodesUnavailableError extends AcesoError {
  readonly failures: readonly NodeFailure[]
  readonly retryAfter: number | undefined
  constructor(answered: number, failures: readonly NodeFailure[]) {
    const times = failures.flatMap(({ error }) =>
      error instanceof ServiceRefusedError ? (error.retryAfter ?? []) : [],
    )
    const retryAfter = times.sort((a, b) => a - b)[QUORUM - answered - 1]
    const when = retryAfter === undefined ? 'later' : `in ${retryAfter} seconds`
    super(
      `Only ${answered} oracle nodes answered, and ${QUORUM} are needed. Try again ${when}; nothing is lost.`,
      {
        name: 'NodesUnavailableError',
        metaMessages: failures.map(({ error }) => `- ${shortMessageOf(error)}`),
      },
    )
    this.failures = failures
    this.retryAfter = retryAfter
  }
}

/** Asks every node at once. Throws `NodesUnavailableError` when fewer than a quorum answer. */
export async function askNodes<Node extends { url: OracleUrl }, T>(
  nodes: readonly Node[],
  ask: (node: Node) => Promise<T>,
  earlier: readonly NodeFailure[] = [],
): Promise<{ answers: (Node & { answer: T })[]; failures: NodeFailure[] }> {
  const results = await Promise.all(
    nodes.map(async (node) => {
      try {
        return { ...node, answer: await ask(node) }
      } catch (error) {
        return { url: node.url, error: error instanceof Error ? error : new Error(String(error)) }
      }
    }),
  )
  const failures = [...earlier, ...results.filter((result) => 'error' in result)]
  const answers = results.filter((result) => 'answer' in result)
  if (answers.length < QUORUM) throw new NodesUnavailableError(answers.length, failures)
  return { answers, failures }
}

function shortMessageOf(error: Error): string {
  return error instanceof AcesoError ? error.shortMessage : error.message
}
