import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { StartError } from '../errors.js'

// OWASP's second choice of scrypt parameters: 32 MiB, three passes.
const COST = { N: 32_768, r: 8, p: 3 }
const MAX_MEMORY = 256 * 1024 * 1024

const base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/)
const fileSchema = z.strictObject({
  version: z.literal(1),
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    N: z.number().int().min(2).max(1_048_576),
    r: z.number().int().min(1).max(32),
    p: z.number().int().min(1).max(16),
    salt: base64,
  }),
  cipher: z.strictObject({ name: z.literal('aes-256-gcm'), iv: base64, tag: base64 }),
  data: base64,
})

type Header = Pick<z.infer<typeof fileSchema>, 'version' | 'kdf'>

/**
 * Writes `secret` encrypted (scrypt, AES-256-GCM), for the owner only. A crash leaves the whole file or none, and
 * a file that exists is never touched: the new one is linked into place, which fails where a name is taken.
 */
export function createEncryptedFile(path: string, passphrase: string, secret: Uint8Array): void {
  const header: Header = { version: 1, kdf: { name: 'scrypt', ...COST, salt: text(randomBytes(16)) } }
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, header), iv).setAAD(bound(header))
  const data = Buffer.concat([cipher.update(secret), cipher.final()])
  const content = {
    ...header,
    cipher: { name: 'aes-256-gcm', iv: text(iv), tag: text(cipher.getAuthTag()) },
    data: text(data),
  }
  const temporary = `${path}.${randomBytes(6).toString('hex')}`
  writeDurably(temporary, `${JSON.stringify(content, null, 2)}\n`)
  try {
    linkSync(temporary, path)
  } finally {
    unlinkSync(temporary)
  }
  syncFolder(dirname(path))
}

/** Reads what `createEncryptedFile` wrote. Throws `StartError` where the passphrase is wrong or the file damaged. */
export function readEncryptedFile(path: string, passphrase: string): Uint8Array {
  const file = parse(path)
  const { iv, tag } = file.cipher
  const decipher = createDecipheriv('aes-256-gcm', keyOf(passphrase, file), bytes(iv), { authTagLength: 16 })
  try {
    decipher.setAAD(bound(file)).setAuthTag(bytes(tag))
    return Buffer.concat([decipher.update(bytes(file.data)), decipher.final()])
  } catch (cause) {
    throw new StartError(`The passphrase does not open ${path}, or the file is damaged.`, cause as Error)
  }
}

function parse(path: string): z.infer<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new StartError(`${path} is not a key file of this version.`, cause as Error)
  }
}

function keyOf(passphrase: string, { kdf: { N, r, p, salt } }: Header): Buffer {
  return scryptSync(passphrase.normalize('NFKC'), bytes(salt), 32, { N, r, p, maxmem: MAX_MEMORY })
}

/** The header is authenticated along with the content, so that nobody can weaken it. */
function bound({ version, kdf }: Header): Buffer {
  return Buffer.from(JSON.stringify([version, kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt]))
}

function writeDurably(path: string, content: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function syncFolder(path: string): void {
  // Windows opens no folders; its file system journals names by itself.
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

function text(value: Uint8Array): string {
  return Buffer.from(value).toString('base64')
}

function bytes(value: string): Buffer {
  return Buffer.from(value, 'base64')
}
