import {
  AcesoError,
  oracleDomain,
  QUORUM,
  type SignedAttestation,
  subjectOf,
  verifyAttestation,
} from '@aceso/core'
import type { Deployment } from '../deployment.js'
import { ServiceRefusedError } from '../http.js'
import {
  attestationAt,
  type Holder,
  type NodeObservation,
  type NodeObservations,
  type OracleInfo,
  type OracleUrl,
  observationsAt,
  oracleInfo,
} from './node.js'
import { askNodes, type NodeFailure, NodesUnavailableError } from './nodeFailures.js'

export class NoResultError extends AcesoError {
  constructor(measure: string) {
    super(`The hospital has no result of "${measure}" on which ${QUORUM} oracle nodes agree.`, {
      name: 'NoResultError',
    })
  }
}

export class AttestedOtherwiseError extends AcesoError {
  constructor() {
    super('The oracle nodes have attested this result before, for another wallet or with another value.', {
      name: 'AttestedOtherwiseError',
      metaMessages: [
        'Claim with the wallet that linked the record first. A node never signs two statements of one result.',
      ],
    })
  }
}

/** A result that a quorum of nodes see alike; `linkedAt`: the earliest time that a quorum of them can attest. */
export type AgreedResult = NodeObservation & { linkedAt: bigint }

/** Whose results of which measure are asked for, and at which nodes, all of one committee. */
export type ResultsParameters = Holder & {
  deployment: Deployment
  oracles: readonly OracleUrl[]
  measure: string
}

/** What the nodes of this network know of a holder's results, and how to have one of them signed. */
export type AgreedResults = {
  /** Newest first. */
  results: AgreedResult[]
  /**
   * Signatures over one of the results, as of `issuedAt`, with a `linkedAt` as early as a quorum signs, and no later than
   * `linkedBy`. Throws `NodesUnavailableError` when fewer than a quorum sign, and `AttestedOtherwiseError` when that is
   * because they have stated the result otherwise.
   */
  sign(
    result: AgreedResult,
    issuedAt: bigint,
    linkedBy?: bigint,
  ): Promise<{ attestations: SignedAttestation[]; failures: NodeFailure[] }>
}

/** Asks all nodes. Throws `NoResultError`, and `NodesUnavailableError` when fewer than a quorum answer. */
export async function agreedResults({
  deployment,
  oracles,
  secret,
  committeeId,
  measure,
}: ResultsParameters): Promise<AgreedResults> {
  const holder = { secret, committeeId }
  const domain = oracleDomain(deployment.chainId, deployment.oracleRegistry)
  const known = await askNodes(
    oracles.map((url) => ({ url })),
    ({ url }) => nodeOfNetwork(url, domain),
  )
  const seen = await askNodes(
    known.answers.map(({ url, answer }) => ({ url, key: answer.key })),
    ({ url, key }) => observationsAt(url, key, holder, measure),
    known.failures,
  )
  const results = agreedOn(seen.answers.map(({ answer }) => answer))
  if (results.length === 0) throw new NoResultError(measure)
  return {
    results,
    async sign(result, issuedAt, linkedBy) {
      // A node signs no time before its own link. One that was late, or says so, is left out where a quorum can do without.
      const times = seen.answers
        .map(({ answer }) => answer.linkedAt)
        .filter((time) => time >= result.linkedAt)
      const later = [...new Set(times)].sort(ascending)
      let reason: unknown
      for (const linkedAt of later) {
        if (linkedBy !== undefined && linkedAt > linkedBy) break
        const request = { ...result, linkedAt, measure, issuedAt }
        try {
          const { answers, failures } = await askNodes(
            seen.answers.filter(({ answer }) => answer.linkedAt <= linkedAt),
            async ({ url, key }) => {
              const attestation = await attestationAt(url, key, holder, request)
              const subject = subjectOf(secret, committeeId)
              assertAttests(url, attestation, { ...request, domain, subject })
              return attestation
            },
            seen.failures,
          )
          return { attestations: answers.map(({ answer }) => answer), failures }
        } catch (error) {
          if (!(error instanceof NodesUnavailableError)) throw error
          reason ??= error.failures.some(isAttestedOtherwise) ? new AttestedOtherwiseError() : error
        }
      }
      throw reason
    },
  }
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isAttestedOtherwise({ error }: NodeFailure): boolean {
  return error instanceof ServiceRefusedError && error.code === 'AttestedOtherwise'
}

/** A node's info, if it serves this chain and registry. */
async function nodeOfNetwork(url: OracleUrl, domain: bigint): Promise<OracleInfo> {
  const info = await oracleInfo(url)
  if (info.domain === domain) return info
  throw new ServiceRefusedError(url, 'AnotherNetwork', 'The node serves another network or registry.')
}

/** The results that a quorum of nodes see alike, newest first. */
function agreedOn(answers: readonly NodeObservations[]): AgreedResult[] {
  const seen = new Map<string, { observation: NodeObservation; links: bigint[] }>()
  for (const { linkedAt, observations } of answers) {
    // A node counts once for a result, however often it tells it.
    const told = new Map(
      observations.map((one) => [[one.observationTag, one.value, one.observedAt].join('|'), one]),
    )
    for (const [key, observation] of told) {
      seen.set(key, { observation, links: [...(seen.get(key)?.links ?? []), linkedAt] })
    }
  }
  return [...seen.values()]
    .filter(({ links }) => links.length >= QUORUM)
    .map(({ observation, links }) => ({ ...observation, linkedAt: quorumTime(links) }))
    .sort((a, b) => ascending(b.observedAt, a.observedAt))
}

/** The earliest time by which a quorum had linked; one node that is late, or lies about it, doesn't delay the others. */
export function quorumTime(links: readonly bigint[]): bigint {
  return [...links].sort(ascending)[QUORUM - 1] as bigint
}

type Expected = Pick<
  SignedAttestation['attestation'],
  'domain' | 'subject' | 'value' | 'observedAt' | 'observationTag' | 'linkedAt' | 'issuedAt'
>

/** A node is not trusted: what it signs must be what was asked for, and the signature must hold. */
function assertAttests(url: OracleUrl, signed: SignedAttestation, expected: Expected): void {
  const { attestation } = signed
  const fields = [
    'domain',
    'subject',
    'value',
    'observedAt',
    'observationTag',
    'linkedAt',
    'issuedAt',
  ] as const
  if (fields.every((name) => attestation[name] === expected[name]) && verifyAttestation(signed)) return
  throw new ServiceRefusedError(
    url,
    'WrongAttestation',
    'The node signed something else than it was asked for.',
  )
}
