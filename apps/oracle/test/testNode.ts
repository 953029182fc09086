import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  accessAccount,
  linkNonce,
  type OraclePublicKey,
  type OraclePurpose,
  type OracleRequest,
  type SignedAttestation,
  signOracleRequest,
  subjectOf,
} from '@aceso/core'
import {
  type Oracle,
  type OracleConfig,
  type OracleEdges,
  oracleClientKeys,
  startOracle,
} from '../src/index.js'
import { CHAIN_ID, startTestChain, type TestChain } from './testChain.js'
import { startTestHospital, type TestHospital } from './testHospital.js'

export const REGISTRY = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
export const COMMITTEE = 3
export const NOW = 1_740_787_200n
export const DAY = 86_400n

export type Holder = { subject: bigint; account: ReturnType<typeof accessAccount> }
export type Answer = {
  status: number
  body: Record<string, unknown> & { error?: { code: string; message: string } }
}

/** A node as its clients see it. */
export type NodeAddress = Pick<Oracle, 'url' | 'key'>

export type World = {
  chain: TestChain
  hospital: TestHospital
  /** Configuration of a node whose keys the hospital knows, in a folder of its own. */
  nodeConfig(name: string, overrides?: Partial<OracleConfig>): Promise<OracleConfig>
  startNode(name: string, overrides?: Partial<OracleConfig>, edges?: OracleEdges): Promise<Oracle>
  close(): Promise<void>
}

/** A chain, a hospital and a folder for nodes. */
export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'aceso-oracle-'))
  const [chain, hospital] = await Promise.all([startTestChain(NOW), startTestHospital()])
  const nodes: Oracle[] = []

  async function nodeConfig(name: string, overrides: Partial<OracleConfig> = {}): Promise<OracleConfig> {
    const dataDir = join(folder, name)
    const config: OracleConfig = {
      dataDir,
      passphrase: `passphrase of ${name}`,
      port: 0,
      rpcUrl: chain.url,
      chainId: CHAIN_ID,
      registry: REGISTRY,
      committeeId: COMMITTEE,
      hospitalIssuer: hospital.issuer,
      fhirUrl: hospital.fhirUrl,
      clientId: name,
      committeeSecret: '5e'.repeat(32),
      requestsPerMinute: 100_000,
      logLevel: 'silent',
      ...overrides,
    }
    if (!hospital.clients.has(name)) hospital.clients.set(name, await oracleClientKeys(config))
    return config
  }

  return {
    chain,
    hospital,
    nodeConfig,
    async startNode(name, overrides, edges) {
      const node = await startOracle(await nodeConfig(name, overrides), edges)
      nodes.push(node)
      return node
    },
    async close() {
      for (const node of nodes) await node.close()
      await Promise.all([chain.close(), hospital.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

let count = 0n

/** A holder nobody knows yet. */
export function newHolder(): Holder {
  const secret = 7_000n + count++
  return { subject: subjectOf(secret, COMMITTEE), account: accessAccount(secret, COMMITTEE) }
}

/** An ID token as the portal gives it to `patient` for this holder. */
export function idTokenFor(
  { hospital }: World,
  { subject, account }: Holder,
  patient: string,
  options: { issuedAt?: number } = {},
): Promise<string> {
  const nonce = linkNonce(subject, account.address)
  return hospital.signIdToken({ nonce, fhirUser: `${hospital.fhirUrl}/Patient/${patient}` }, options)
}

/** Links with a new sign-in, or with the token of an earlier one. */
export async function link(
  world: World,
  node: NodeAddress,
  holder: Holder,
  patient: string,
  token?: string,
): Promise<Answer> {
  const idToken = token ?? (await idTokenFor(world, holder, patient))
  return post(node, '/v1/links', { subject: `${holder.subject}`, accessKey: holder.account.address, idToken })
}

const paths = { observations: '/v1/observations', attestation: '/v1/attestations' } as const

/** A signed request; `signed` changes what is signed, not what is sent. */
export async function ask(
  node: NodeAddress,
  purpose: OraclePurpose,
  { subject, account }: Holder,
  request: object,
  signed: Partial<OracleRequest> = {},
): Promise<Answer> {
  const body = JSON.stringify({ subject: `${subject}`, ...request })
  const timestamp = BigInt(Math.floor(Date.now() / 1_000))
  const headers = await signOracleRequest(account, {
    oracle: node.key,
    subject,
    purpose,
    body,
    timestamp,
    ...signed,
  })
  return post(node, paths[purpose], body, headers)
}

export async function post(
  node: Pick<Oracle, 'url'>,
  path: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${node.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}

export function attestationFrom({ body }: Answer): SignedAttestation {
  const { attestation, key, signature } = body as {
    attestation: Record<string, string | number>
    key: string[]
    signature: { challenge: string; response: string }
  }
  const point = ([x = '', y = '']: string[]): OraclePublicKey => [BigInt(x), BigInt(y)]
  const { measure, ...rest } = attestation
  const words = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, BigInt(value)]))
  return {
    attestation: { ...words, measure } as SignedAttestation['attestation'],
    key: point(key),
    signature: { challenge: BigInt(signature.challenge), response: BigInt(signature.response) },
  }
}

type ResultDetails = {
  patient: string
  value: number
  at?: bigint
  status?: string
  id?: string
  accession?: string
}

/** An HbA1c result and its specimen, as FHIR. */
export function hba1c({ patient, value, at = NOW - DAY, status = 'final', ...names }: ResultDetails) {
  const number = count++
  const { id = `result-${number}`, accession = `ACC-${number}` } = names
  const when = new Date(Number(at) * 1_000).toISOString()
  return [
    {
      resourceType: 'Specimen',
      id: `specimen-of-${id}`,
      accessionIdentifier: { system: 'https://hospital.example/accession', value: accession },
      subject: { reference: `Patient/${patient}` },
    },
    {
      resourceType: 'Observation',
      id,
      status,
      code: { coding: [{ system: 'http://loinc.org', code: '4548-4' }] },
      subject: { reference: `Patient/${patient}` },
      specimen: { reference: `Specimen/specimen-of-${id}` },
      effectiveDateTime: when,
      issued: when,
      valueQuantity: { value, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
    },
  ]
}
