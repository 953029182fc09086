import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type OraclePublicKey, oraclePublicKey } from '@aceso/core'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose'
import { z } from 'zod'
import type { ResolvedConfig } from '../config.js'
import { StartError } from '../errors.js'
import { createEncryptedFile, readEncryptedFile } from './encryptedFile.js'

/** SMART Backend Services asks for ES384 or RS384. */
export const CLIENT_KEY_ALGORITHM = 'ES384'

/** The public half, as the hospital is given it. */
export type ClientJwk = {
  kty: 'EC'
  crv: 'P-384'
  x: string
  y: string
  kid: string
  alg: typeof CLIENT_KEY_ALGORITHM
  use: 'sig'
}

export type NodeKeys = {
  /** Signs attestations: EdDSA over BabyJubJub. */
  oracle: Uint8Array
  publicKey: OraclePublicKey
  /** Authenticates the node at the hospital. */
  client: { privateKey: CryptoKey; publicJwk: ClientJwk }
  /** Encrypts and blinds what the database holds. */
  storage: Uint8Array
}

const secretsSchema = z.strictObject({
  oracle: z.base64(),
  storage: z.base64(),
  client: z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-384'),
    x: z.string(),
    y: z.string(),
    d: z.string(),
  }),
})

type KeyFile = Pick<ResolvedConfig, 'dataDir' | 'passphrase'>

/** Opens the node's keys, making them at the first start. */
export async function openNodeKeys({ dataDir, passphrase }: KeyFile): Promise<NodeKeys> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'keys.json')
  if (!existsSync(path)) {
    if (existsSync(join(dataDir, 'db'))) {
      throw new StartError(`${path} is missing, though the node has data. Restore it from your backup.`)
    }
    createUnlessThere(path, passphrase, Buffer.from(JSON.stringify(await newSecrets())))
  }
  const content = Buffer.from(readEncryptedFile(path, passphrase)).toString('utf8')
  return keysFrom(secretsSchema.parse(JSON.parse(content)))
}

/** Another process may be making the keys at the same moment; whichever is first makes them for both. */
function createUnlessThere(path: string, passphrase: string, secrets: Uint8Array): void {
  try {
    createEncryptedFile(path, passphrase, secrets)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

async function newSecrets(): Promise<z.infer<typeof secretsSchema>> {
  const { privateKey } = await generateKeyPair(CLIENT_KEY_ALGORITHM, { extractable: true })
  return {
    oracle: randomBytes(32).toString('base64'),
    storage: randomBytes(32).toString('base64'),
    client: (await exportJWK(privateKey)) as z.infer<typeof secretsSchema>['client'],
  }
}

async function keysFrom({ oracle, storage, client }: z.infer<typeof secretsSchema>): Promise<NodeKeys> {
  const { d: _private, ...publicPart } = client
  const kid = await calculateJwkThumbprint(publicPart)
  const privateKey = (await importJWK(client, CLIENT_KEY_ALGORITHM)) as CryptoKey
  const secret = Buffer.from(oracle, 'base64')
  return {
    oracle: secret,
    publicKey: oraclePublicKey(secret),
    storage: Buffer.from(storage, 'base64'),
    client: { privateKey, publicJwk: { ...publicPart, kid, alg: CLIENT_KEY_ALGORITHM, use: 'sig' } },
  }
}
