import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accessAccount, linkNonce, subjectOf } from '@aceso/core'
import { oracleClientKeys, startOracle } from '@aceso/oracle'
import { pino } from 'pino'
import type { HospitalContent } from '../../src/hospital/content.js'
import type { Moods } from '../../src/hospital/moods/moods.js'
import { signInAtPortal } from '../../src/hospital/portal.js'
import { startHospital } from '../../src/hospital/server.js'
import { ask, type NodeAnswer, post } from '../nodeClient.js'
import { CHAIN_ID, NOW, REGISTRY, startChain } from '../testChain.js'

const COMMITTEE = 1
/** Where the node's clock stands at first; it moves only as the node waits. */
const START = Date.parse('2025-03-01T00:00:00Z')

type Parameters = { content: HospitalContent; fhirOwnUrl?: (fhirUrl: string) => string }
export type World = Awaited<ReturnType<typeof startWorld>>

/** The sandbox hospital and a node beside it, each as it is; the node's clock stands, and its waits take no time. */
export async function startWorld({ content, fhirOwnUrl }: Parameters) {
  const folder = mkdtempSync(join(tmpdir(), 'aceso-servers-'))
  let moods: Moods = {}
  let now = START
  const waits: number[] = []
  const log: string[] = []
  const asked: string[] = []
  const nodeConfig = { name: 'node', dataDir: join(folder, 'node'), passphrase: 'passphrase of node' }
  const chain = await startChain()
  const hospital = await startHospital({
    dataDir: join(folder, 'hospital'),
    content,
    clients: [
      {
        clientId: 'node',
        scope: 'system/Observation.rs system/Specimen.rs system/ServiceRequest.rs',
        jwks: await oracleClientKeys(nodeConfig),
      },
    ],
    moods: () => moods,
    onCall: (call) => asked.push(call),
  })
  const node = await startOracle(
    {
      ...nodeConfig,
      port: 0,
      rpcUrl: chain.url,
      chainId: CHAIN_ID,
      registry: REGISTRY,
      committeeId: COMMITTEE,
      hospitalIssuer: hospital.issuer,
      fhirUrl: hospital.fhirUrl,
      ...(fhirOwnUrl ? { fhirOwnUrl: fhirOwnUrl(hospital.fhirUrl) } : {}),
      clientId: 'node',
      committeeSecret: '11'.repeat(32),
      requestsPerMinute: 100_000,
    },
    {
      logger: pino({ level: 'debug', base: null }, { write: (line: string) => log.push(line) }),
      wallClock: () => now,
      async wait(milliseconds) {
        waits.push(milliseconds)
        now += milliseconds
      },
    },
  )
  const holders = new Map<string, bigint>()

  async function holderOf(patient: string): Promise<bigint> {
    const known = holders.get(patient)
    if (known) return known
    const secret = 1_000n + BigInt(holders.size)
    const [subject, { address }] = [subjectOf(secret, COMMITTEE), accessAccount(secret, COMMITTEE)]
    const { username, password } = content.accounts.find((one) => one.patient === patient)!
    const nonce = linkNonce(subject, address)
    const idToken = await signInAtPortal({ issuer: hospital.issuer, username, password, nonce })
    const linked = await post(`${node.url}/v1/links`, { subject: `${subject}`, accessKey: address, idToken })
    if (linked.status !== 200) throw new Error(`The node links nobody (HTTP ${linked.status}).`)
    holders.set(patient, secret)
    return secret
  }

  async function results(patient: string): Promise<NodeAnswer> {
    const holder = { secret: await holderOf(patient), committeeId: COMMITTEE }
    return ask(node, 'observations', holder, { measure: 'hba1c' }, now)
  }

  return {
    hospital,
    /** Milliseconds that the node waited, since the moods were last set. */
    waits,
    /** What it logged, and what it asked of the hospital, since then. */
    log,
    asked,
    now: () => now,
    setMoods(next: Moods) {
      moods = next
      for (const list of [waits, log, asked]) list.length = 0
    },
    pass(milliseconds: number) {
      now += milliseconds
    },
    results,
    /** The values of a patient's results, the latest first. */
    async values(patient: string): Promise<string[]> {
      const { status, body } = await results(patient)
      if (status !== 200) throw new Error(`${status} ${body.error?.code}: ${body.error?.message}`)
      return (body.observations as { value: string }[]).map(({ value }) => value)
    },
    /** Has a result attested under a tag that the node gave before. */
    async attest(patient: string, observationTag: string): Promise<NodeAnswer> {
      const holder = { secret: await holderOf(patient), committeeId: COMMITTEE }
      const proposal = { measure: 'hba1c', observationTag, issuedAt: `${NOW}`, linkedAt: `${NOW}` }
      return ask(node, 'attestation', holder, proposal, now)
    },
    async close() {
      await node.close()
      await hospital.close()
      chain.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
