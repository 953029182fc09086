import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { artifactOf } from '@aceso/contracts'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { writeDurably } from '../process/files.js'
import type { NetworkDeployment } from './deployNetwork.js'
import { assertFree, freePorts } from './ports.js'

/** What a network keeps between two starts. The secrets are of this machine's sandbox only. */
export type Manifest = {
  /** Identifies the contracts and circuits that the chain was deployed from. */
  build: string
  chainId: number
  ports: { chain: number; hospital: number; relayer: number; oracles: number[] }
  committeeSecret: string
  passphrase: string
  laboratoryKey: JWK
  /** Absent until everything is deployed. */
  deployment?: NetworkDeployment
}

export type ManifestParameters = { chainId: number; oracles: number; port?: number }

/** The folder's manifest when it fits this build and request; otherwise undefined. */
export function readManifest(folder: string, { chainId, oracles }: ManifestParameters): Manifest | undefined {
  const path = manifestPath(folder)
  if (!existsSync(path)) return undefined
  const manifest = JSON.parse(readFileSync(path, 'utf8'), reviveBigint) as Manifest
  const fits =
    manifest.build === buildId() && manifest.chainId === chainId && manifest.ports.oracles.length === oracles
  return fits && manifest.deployment ? manifest : undefined
}

export async function createManifest({ chainId, oracles, port }: ManifestParameters): Promise<Manifest> {
  const [chain = 0, hospital = 0, relayer = 0, ...rest] = await freePorts(3 + oracles, port)
  const { privateKey } = await generateKeyPair('ES384', { extractable: true })
  return {
    build: buildId(),
    chainId,
    ports: { chain, hospital, relayer, oracles: rest },
    committeeSecret: randomBytes(32).toString('hex'),
    passphrase: randomBytes(24).toString('base64url'),
    laboratoryKey: await exportJWK(privateKey),
  }
}

export function saveManifest(folder: string, manifest: Manifest): void {
  writeDurably(manifestPath(folder), JSON.stringify(manifest, replaceBigint, 2))
}

/** A network that starts again uses its ports again, so that nodes and hospital find each other under the same names. */
export async function assertPortsFree({ ports }: Manifest): Promise<void> {
  await assertFree([ports.chain, ports.hospital, ports.relayer, ...ports.oracles])
}

function manifestPath(folder: string): string {
  return join(folder, 'network.json')
}

function buildId(): string {
  const names = [
    'AccessManager',
    'CancelVerifier',
    'ClaimDesk',
    'ClaimTrigger',
    'CoverDesk',
    'EligibilityVerifier',
    'EquivocationVerifier',
    'ExitQueue',
    'InsertionVerifier',
    'OracleRegistry',
    'ProductCatalog',
    'UnderwritingPool',
    'Upkeep',
  ]
  const code = names.map((name) => artifactOf(name).bytecode.object)
  return createHash('sha256').update(code.join()).digest('hex')
}

function replaceBigint(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}

function reviveBigint(_: string, value: unknown): unknown {
  return typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value
}
