import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose'

const ALGORITHM = 'ES256'

/** The hospital's signing key: signs ID tokens and access tokens. */
export type SigningKey = {
  publicJwk: JWK
  sign(claims: JWTPayload, options: { type: string; seconds: number }): Promise<string>
}

/** Reads the signing key from `path`, or makes one there, readable by the owner only. */
export async function openSigningKey(path: string): Promise<SigningKey> {
  const jwk: JWK = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : await createKey(path)
  const key = await importJWK(jwk, ALGORITHM)
  const { d: _private, ...rest } = jwk
  const publicJwk = { ...rest, alg: ALGORITHM, use: 'sig' }
  return {
    publicJwk,
    sign: (claims, { type, seconds }) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: ALGORITHM, typ: type, ...(jwk.kid ? { kid: jwk.kid } : {}) })
        .setIssuedAt()
        .setExpirationTime(`${seconds} s`)
        .sign(key),
  }
}

async function createKey(path: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const jwk = await exportJWK(privateKey)
  jwk.kid = await calculateJwkThumbprint(jwk)
  const temporary = `${path}.new`
  const file = openSync(temporary, 'w', 0o600)
  writeSync(file, JSON.stringify(jwk))
  fsyncSync(file)
  closeSync(file)
  renameSync(temporary, path)
  return jwk
}
