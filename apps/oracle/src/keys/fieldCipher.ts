import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Hides what the database must not show: by encryption what the node needs again, by HMAC what it only compares. */
export type FieldCipher = {
  /** `context` binds the ciphertext to its row. */
  encrypt(text: string, context: string): string
  decrypt(sealed: string, context: string): string
  /** `purpose` keeps digests of different columns apart. */
  digest(purpose: string, ...words: readonly (string | bigint | number)[]): string
}

export function fieldCipher(storageKey: Uint8Array): FieldCipher {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', storageKey, '', `aceso oracle ${purpose}`, 32))
  const encryption = derive('encryption')
  const digests = derive('digests')
  return {
    encrypt(text, context) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', encryption, iv).setAAD(Buffer.from(context))
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), data]).toString('base64')
    },
    decrypt(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', encryption, bytes.subarray(0, 12), {
        authTagLength: 16,
      })
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    digest(purpose, ...words) {
      const text = JSON.stringify([purpose, ...words.map(String)])
      return createHmac('sha256', digests).update(text).digest('hex')
    },
  }
}
