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

/** A result that a quorum of nodes see alike; `linkedAt`: the latest among the nodes. */
export type AgreedResult = NodeObservation & { linkedAt: bigint }

/** Whose results of which measure are asked for, and at which nodes. */
export type ResultsParameters = {
  deployment: Deployment
  oracles: readonly OracleUrl[]
  secret: bigint
  measure: string
}

/** What the nodes of this network know of a holder's results, and how to have one of them signed. */
export type AgreedResults = {
  /** Newest first. */
  results: AgreedResult[]
  /**
   * Signatures over one of the results, as of `issuedAt`. Throws `NodesUnavailableError` when fewer than a quorum sign,
   * and `AttestedOtherwiseError` when that is because they have stated the result otherwise.
   */
  sign(
    result: AgreedResult,
    issuedAt: bigint,
  ): Promise<{ attestations: SignedAttestation[]; failures: NodeFailure[] }>
}

/** Asks all nodes. Throws `NoResultError`, and `NodesUnavailableError` when fewer than a quorum answer. */
export async function agreedResults({
  deployment,
  oracles,
  secret,
  measure,
}: ResultsParameters): Promise<AgreedResults> {
  const domain = oracleDomain(deployment.chainId, deployment.oracleRegistry)
  const known = await askNodes(
    oracles.map((url) => ({ url })),
    ({ url }) => nodeOfNetwork(url, domain),
  )
  const seen = await askNodes(
    known.answers.map(({ url, answer }) => ({ url, key: answer.key })),
    ({ url, key }) => observationsAt(url, key, secret, measure),
    known.failures,
  )
  const results = agreedOn(seen.answers.map(({ answer }) => answer))
  if (results.length === 0) throw new NoResultError(measure)
  return {
    results,
    async sign(result, issuedAt) {
      const request = { ...result, measure, issuedAt }
      const signed = await askNodes(
        seen.answers,
        async ({ url, key }) => {
          const attestation = await attestationAt(url, key, secret, request)
          assertAttests(url, attestation, { ...request, domain, subject: subjectOf(secret) })
          return attestation
        },
        seen.failures,
      ).catch((error: unknown) => {
        throw error instanceof NodesUnavailableError && error.failures.some(isAttestedOtherwise)
          ? new AttestedOtherwiseError()
          : error
      })
      return { attestations: signed.answers.map(({ answer }) => answer), failures: signed.failures }
    },
  }
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
  const linkedAt = answers.reduce(
    (latest, answer) => (answer.linkedAt > latest ? answer.linkedAt : latest),
    0n,
  )
  const counted = new Map<string, AgreedResult & { nodes: number }>()
  for (const { observations } of answers) {
    for (const observation of observations) {
      const key = [observation.observationTag, observation.value, observation.observedAt].join('|')
      counted.set(key, { ...observation, linkedAt, nodes: (counted.get(key)?.nodes ?? 0) + 1 })
    }
  }
  return [...counted.values()]
    .filter(({ nodes }) => nodes >= QUORUM)
    .map(({ nodes, ...result }) => result)
    .sort((a, b) => (a.observedAt < b.observedAt ? 1 : -1))
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
