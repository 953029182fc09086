import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  accessAccount,
  linkNonce,
  type OraclePublicKey,
  oracleDomain,
  type SignedAttestation,
  subjectOf,
  verifyAttestation,
} from '@aceso/core'
import { type Oracle, oracleClientKeys, startOracle } from '@aceso/oracle'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { recordResult } from '../src/hospital/laboratory.js'
import { signInAtPortal } from '../src/hospital/portal.js'
import { type Hospital, startHospital } from '../src/hospital/server.js'
import { ask, post } from './nodeClient.js'
import { CHAIN_ID, NOW, REGISTRY, startChain } from './testChain.js'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const secret = 1234567890n
const holder = { secret, committeeId: 1 }
/** Where the nodes' clocks stand. */
const STANDS = Date.parse('2025-03-01T00:00:00Z')
const subject = subjectOf(secret, 1)
const access = accessAccount(secret, 1)

const folder = mkdtempSync(join(tmpdir(), 'aceso-hospital-oracle-'))
const laboratory = await generateKeyPair('ES384', { extractable: true })
let chain: Awaited<ReturnType<typeof startChain>>
let hospital: Hospital
let nodes: Oracle[]

const nodeConfig = (name: string) => ({
  name,
  dataDir: join(folder, name),
  passphrase: `passphrase of ${name}`,
})

beforeAll(async () => {
  chain = await startChain()
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
    const oracle = await startOracle(
      {
        ...nodeConfig(name),
        port: 0,
        rpcUrl: chain.url,
        chainId: CHAIN_ID,
        registry: REGISTRY,
        committeeId: 1,
        hospitalIssuer: hospital.issuer,
        fhirUrl: hospital.fhirUrl,
        clientId: name,
        committeeSecret: '11'.repeat(32),
        logLevel: 'silent',
      },
      { wallClock: () => STANDS },
    )
    nodes.push(oracle)
  }
})

afterAll(async () => {
  for (const node of nodes ?? []) await node.close()
  await hospital?.close()
  chain?.close()
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
    expect((await post(`${node.url}/v1/links`, link)).body).toEqual({ linkedAt: `${NOW}` })
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
      const { body } = await ask(node, 'observations', holder, { measure: 'hba1c' }, STANDS)
      const observations = body.observations as { observationTag: string; value: string }[]
      expect(observations.map(({ value }) => value)).toEqual(['67000', '62000', '60000', '58000', '56000'])
      const proposal = {
        measure: 'hba1c',
        observationTag: observations[0]!.observationTag,
        issuedAt: `${NOW}`,
        linkedAt: `${NOW}`,
      }
      return attestationFrom(
        (await ask(node, 'attestation', holder, proposal, STANDS)).body as WireAttestation,
      )
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
