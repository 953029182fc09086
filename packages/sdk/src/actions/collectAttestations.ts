import { claimDeskAbi } from '@aceso/abi'
import {
  AcesoError,
  checkObservation,
  measureOf,
  observationNullifierOf,
  oracleDomain,
  type Policy,
  QUORUM,
  type Severity,
  type SignedAttestation,
  subjectOf,
  verifyAttestation,
} from '@aceso/core'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { read } from '../chain/read.js'
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
} from '../oracle/node.js'
import { askNodes, type NodeFailure, NodesUnavailableError } from '../oracle/nodeFailures.js'
import { getProduct } from './getProduct.js'

export type CollectAttestationsParameters = {
  deployment: Deployment
  oracles: readonly OracleUrl[]
  secret: bigint
  policy: Policy
}

/** A quorum or more of signatures over one result, with the severity it reaches. Keep it until the claim is paid. */
export type CollectAttestationsReturnType = {
  attestations: SignedAttestation[]
  severity: Severity
  failures: NodeFailure[]
}

export class NoResultError extends AcesoError {
  constructor(measure: string) {
    super(`The hospital has no result of "${measure}" on which ${QUORUM} oracle nodes agree.`, {
      name: 'NoResultError',
    })
  }
}

export class ResultsPaidError extends AcesoError {
  constructor() {
    super(
      'Every result that triggers this policy was paid already under the same terms; a result pays once.',
      {
        name: 'ResultsPaidError',
      },
    )
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

type Candidate = NodeObservation & { nodes: number; linkedAt: bigint }

/**
 * Finds the result that pays most under the policy and collects its attestations. Throws the reason when no result
 * triggers the policy, and `NodesUnavailableError` when too few nodes answer; it can be called again at any time.
 */
export async function collectAttestations(
  client: AcesoClient,
  { deployment, oracles, secret, policy }: CollectAttestationsParameters,
): Promise<CollectAttestationsReturnType> {
  const product = await getProduct(client, { deployment, productId: policy.productId })
  const measure = measureOf(product.measure).name
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
  const candidates = agreedOn(seen.answers.map(({ answer }) => answer))
  if (candidates.length === 0) throw new NoResultError(measure)
  const triggering = ranked(candidates, (candidate) =>
    checkObservation(policy, product, product.tiers, candidate),
  )
  const chosen = await firstUnpaid(client, deployment, policy, triggering)

  const [now, deadline] = [await chainTime(client), policy.end + product.claimWindow]
  // A claim that was voided may be made again after the deadline, but by attestations from before it.
  const request = { ...chosen.candidate, measure, issuedAt: now < deadline ? now : deadline }
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
  return {
    attestations: signed.answers.map(({ answer }) => answer),
    severity: chosen.severity,
    failures: signed.failures,
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
function agreedOn(answers: readonly NodeObservations[]): Candidate[] {
  const linkedAt = answers.reduce(
    (latest, answer) => (answer.linkedAt > latest ? answer.linkedAt : latest),
    0n,
  )
  const counted = new Map<string, Candidate>()
  for (const { observations } of answers) {
    for (const observation of observations) {
      const key = [observation.observationTag, observation.value, observation.observedAt].join('|')
      counted.set(key, { ...observation, linkedAt, nodes: (counted.get(key)?.nodes ?? 0) + 1 })
    }
  }
  return [...counted.values()]
    .filter(({ nodes }) => nodes >= QUORUM)
    .sort((a, b) => (a.observedAt < b.observedAt ? 1 : -1))
}

type Ranked = { candidate: Candidate; severity: Severity }

/** What triggers the policy, the highest severity and then the earliest first; throws the newest one's reason if none. */
function ranked(candidates: readonly Candidate[], severityOf: (candidate: Candidate) => Severity): Ranked[] {
  let reason: unknown
  const found = candidates.flatMap((candidate) => {
    try {
      return [{ candidate, severity: severityOf(candidate) }]
    } catch (error) {
      reason ??= error
      return []
    }
  })
  if (found.length === 0) throw reason
  return found.reverse().sort((a, b) => b.severity - a.severity)
}

async function firstUnpaid(
  client: AcesoClient,
  { claimDesk }: Deployment,
  { terms }: Policy,
  results: readonly Ranked[],
): Promise<Ranked> {
  for (const result of results) {
    const nullifier = observationNullifierOf(result.candidate.observationTag, terms)
    const spent = await read(client, {
      address: claimDesk,
      abi: claimDeskAbi,
      functionName: 'isObservationSpent',
      args: [nullifier],
    })
    if (!spent) return result
  }
  throw new ResultsPaidError()
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
