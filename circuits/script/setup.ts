// SPDX-License-Identifier: GPL-3.0-or-later
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type VerificationKey, zKey } from 'snarkjs'
import { readSections } from './binary.js'
import type { Circuit } from './manifest.js'
import { buildFolder, built, ceremonyKey, powersOfTau } from './paths.js'

/** Public as the rest of a development key; a production key has contributors instead. */
const beacon = { hash: '416365736f20646576656c6f706d656e74206265616365636f6e206f6e6c7921', iterations: 10 }

const templates = join(dirname(createRequire(import.meta.url).resolve('snarkjs')), '../templates')

/** Writes proving and verification key: the ceremony's where there is one, else a development key. */
export async function setup({ name }: Circuit): Promise<void> {
  if (existsSync(ceremonyKey(name))) copyFileSync(ceremonyKey(name), built(name, 'zkey'))
  else await developmentSetup(name)
  const key = await zKey.exportVerificationKey(built(name, 'zkey'))
  checkKey(name, key, contributions(readFileSync(built(name, 'zkey'))))
  writeFileSync(built(name, 'vkey.json'), `${JSON.stringify(key, null, 2)}\n`)
}

/** `snarkjs groth16 setup` from the development powers of tau, then a fixed beacon: everybody gets the same bytes. */
async function developmentSetup(name: string): Promise<void> {
  const initial = join(buildFolder(name), `${name}.initial.zkey`)
  const result = await zKey.newZKey(built(name, 'r1cs'), powersOfTau, initial)
  if (result === -1) throw new Error(`${name}: snarkjs made no key from ${powersOfTau}.`)
  await zKey.beacon(initial, built(name, 'zkey'), 'development beacon', beacon.hash, beacon.iterations)
  rmSync(initial)
}

/** Without a contribution delta equals gamma, and anybody can forge proofs. */
export function checkKey(name: string, key: VerificationKey, contributions: number): void {
  if (contributions === 0) throw new Error(`${name}: the proving key has no contribution.`)
  if (JSON.stringify(key.vk_delta_2) === JSON.stringify(key.vk_gamma_2))
    throw new Error(`${name}: delta equals gamma in the verification key.`)
}

/** How many contributions a proving key names: section 10 begins with a hash of 64 bytes and the count. */
export function contributions(zkey: Buffer): number {
  const section = readSections(zkey).get(10)
  if (!section) throw new Error('The proving key has no section of contributions.')
  return section.readUInt32LE(64)
}

/** snarkjs's Solidity verifier under the circuit's name and the repository's compiler version. */
export async function renderVerifier({ name, template }: Circuit): Promise<string> {
  const groth16 = readFileSync(join(templates, 'verifier_groth16.sol.ejs'), 'utf8')
  const source = await zKey.exportSolidityVerifier(built(name, 'zkey'), { groth16 })
  return source
    .replace('contract Groth16Verifier', `contract ${template}Verifier`)
    .replace(/pragma solidity [^;]+;/, 'pragma solidity 0.8.30;')
    .replace(/[ \t]+$/gm, '')
}
