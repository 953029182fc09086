import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  accessAccount,
  linkNonce,
  type OraclePublicKey,
  type OraclePurpose,
  oracleDomain,
  type SignedAttestation,
  signOracleRequest,
  subjectOf,
  verifyAttestation,
} from '@aceso/core'
import { type Oracle, oracleClientKeys, startOracle } from '@aceso/oracle'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { recordResult } from '../src/hospital/laboratory.js'
import { signInAtPortal } from '../src/hospital/portal.js'
import { type Hospital, startHospital } from '../src/hospital/server.js'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const CHAIN_ID = 31337
const REGISTRY = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
const NOW = BigInt(Date.parse('2025-03-01T00:00:00Z') / 1000)
const secret = 1234567890n
const subject = subjectOf(secret, 1)
const access = accessAccount(secret, 1)

const folder = mkdtempSync(join(tmpdir(), 'aceso-hospital-oracle-'))
const laboratory = await generateKeyPair('ES384', { extractable: true })
const chain = createServer((request, response) => {
  let text = ''
  request.on('data', (chunk) => {
    text += chunk
  })
  request.on('end', () => {
    const { id, method } = JSON.parse(text)
    const block = { number: '0x1', timestamp: `0x${NOW.toString(16)}`, transactions: [] }
    const hex = (value: number, size = 0) => `0x${value.toString(16).padStart(size, '0')}`
    // Every node is seated since the first second.
    const results: Record<string, unknown> = { eth_chainId: hex(CHAIN_ID), eth_call: hex(1, 64) }
    const result = results[method] ?? block
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result }))
  })
})

let hospital: Hospital
let nodes: Oracle[]

const nodeConfig = (name: string) => ({
  name,
  dataDir: join(folder, name),
  passphrase: `passphrase of ${name}`,
})

beforeAll(async () => {
  await new Promise<void>((done) => chain.listen(0, '127.0.0.1', done))
  const names = ['node-1', 'node-2']
  hospital = await startHospital({
    dataDir: join(folder, 'hospital'),
    clients: [
      ...(await Promise.all(
        names.map(async (name) => ({
          clientId: name,
          scope: 'system/Observation.rs system/Specimen.rs',
          jwks: await oracleClientKeys(nodeConfig(name)),
        })),
      )),
      {
        clientId: 'laboratory',
        scope: 'system/Observation.cu',
        jwks: { keys: [{ ...(await exportJWK(laboratory.publicKey)), kty: 'EC', alg: 'ES384' }] },
      },
    ],
  })
  nodes = []
  for (const name of names) {
    const oracle = await startOracle({
      ...nodeConfig(name),
      port: 0,
      rpcUrl: `http://127.0.0.1:${(chain.address() as AddressInfo).port}`,
      chainId: CHAIN_ID,
      registry: REGISTRY,
      committeeId: 1,
      hospitalIssuer: hospital.issuer,
      fhirUrl: hospital.fhirUrl,
      clientId: name,
      committeeSecret: '11'.repeat(32),
      logLevel: 'silent',
    })
    nodes.push(oracle)
  }
})

afterAll(async () => {
  for (const node of nodes ?? []) await node.close()
  await hospital?.close()
  chain.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a new result at the hospital is attested by two nodes, which agree on it', async () => {
  const [account] = hospital.accounts
  const { username, password, patient } = account!
  const idToken = await signInAtPortal({
    issuer: hospital.issuer,
    username,
    password,
    nonce: linkNonce(subject, access.address),
  })
  for (const node of nodes) {
    const link = { subject: `${subject}`, accessKey: access.address, idToken }
    expect(await post(`${node.url}/v1/links`, JSON.stringify(link))).toEqual({ linkedAt: `${NOW}` })
  }

  await recordResult({
    issuer: hospital.issuer,
    clientId: 'laboratory',
    key: laboratory.privateKey,
    observation: {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '4548-4' }] },
      identifier: [{ system: 'https://laboratory.example/results', value: 'R-1' }],
      subject: { reference: `Patient/${patient}` },
      effectiveDateTime: '2025-02-27T08:00:00Z',
      issued: '2025-02-27T12:00:00Z',
      valueQuantity: { value: 6.7, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
    },
  })

  const signed = await Promise.all(
    nodes.map(async (node) => {
      const { observations } = (await ask(node, 'observations', { measure: 'hba1c' })) as {
        observations: { observationTag: string; value: string }[]
      }
      expect(observations.map(({ value }) => value)).toEqual(['67000', '62000', '60000', '58000', '56000'])
      const proposal = {
        measure: 'hba1c',
        observationTag: observations[0]!.observationTag,
        issuedAt: `${NOW}`,
        linkedAt: `${NOW}`,
      }
      return attestationFrom((await ask(node, 'attestation', proposal)) as WireAttestation)
    }),
  )

  expect(signed.every(verifyAttestation)).toBe(true)
  expect(signed[0]!.attestation).toEqual(signed[1]!.attestation)
  expect(signed.map(({ key }) => key)).toEqual(nodes.map(({ key }) => key))
  expect(signed[0]!.attestation).toMatchObject({
    domain: oracleDomain(CHAIN_ID, REGISTRY),
    subject,
    measure: 1,
    value: 67_000n,
    observedAt: BigInt(Date.parse('2025-02-27T08:00:00Z') / 1000),
  })
})

type WireAttestation = {
  attestation: Record<string, string | number>
  key: string[]
  signature: { challenge: string; response: string }
}

function attestationFrom({ attestation, key, signature }: WireAttestation): SignedAttestation {
  const point = ([x, y]: string[]) => [BigInt(x!), BigInt(y!)] as OraclePublicKey
  const { measure, ...rest } = attestation
  const words = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, BigInt(value)]))
  return {
    attestation: { ...words, measure } as SignedAttestation['attestation'],
    key: point(key),
    signature: { challenge: BigInt(signature.challenge), response: BigInt(signature.response) },
  }
}

async function ask({ url, key }: Oracle, purpose: OraclePurpose, request: object): Promise<unknown> {
  const body = JSON.stringify({ subject: `${subject}`, ...request })
  const timestamp = BigInt(Math.floor(Date.now() / 1000))
  const headers = await signOracleRequest(access, { oracle: key, subject, purpose, body, timestamp })
  return post(`${url}/v1/${purpose === 'attestation' ? 'attestations' : purpose}`, body, headers)
}

async function post(url: string, body: string, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  return answer.json()
}
