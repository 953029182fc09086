// SPDX-License-Identifier: GPL-3.0-or-later
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type VerificationKey, zKey } from 'snarkjs'
import { readSections } from './binary.js'
import { readKeyFile } from './ceremony/files.js'
import type { Circuit } from './manifest.js'
import type { Project } from './Project.js'
import { buildRoot, built, ceremonyTranscript, packed, powersOfTau } from './paths.js'

/** Public as the rest of a development key; a production key has contributors instead. */
export const beacon = {
  hash: '416365736f20646576656c6f706d656e74206265616365636f6e206f6e6c7921',
  iterations: 10,
}

const templates = join(dirname(createRequire(import.meta.url).resolve('snarkjs')), '../templates')

/** Writes proving and verification key: the ceremony's where there was one, else a development key. */
export async function setup({ name }: Circuit, { artifacts, build }: Project): Promise<void> {
  const zkey = built(name, 'zkey', build)
  if (existsSync(ceremonyTranscript(name, artifacts)))
    writeFileSync(zkey, readKeyFile(packed(`${name}.zkey`, artifacts)))
  else await developmentSetup(name, built(name, 'r1cs', build), zkey)
  const key = await zKey.exportVerificationKey(zkey)
  checkKey(name, key, contributions(readFileSync(zkey)))
  writeFileSync(built(name, 'vkey.json', build), `${JSON.stringify(key, null, 2)}\n`)
}

/** `snarkjs groth16 setup` from the development powers of tau, then a fixed beacon: everybody gets the same bytes. */
async function developmentSetup(name: string, r1cs: string, zkey: string): Promise<void> {
  const initial = `${zkey}.initial`
  const result = await zKey.newZKey(r1cs, powersOfTau, initial)
  if (result === -1) throw new Error(`${name}: snarkjs made no key from ${powersOfTau}.`)
  await zKey.beacon(initial, zkey, 'development beacon', beacon.hash, beacon.iterations)
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
export async function renderVerifier({ name, template }: Circuit, build = buildRoot): Promise<string> {
  const groth16 = readFileSync(join(templates, 'verifier_groth16.sol.ejs'), 'utf8')
  const source = await zKey.exportSolidityVerifier(built(name, 'zkey', build), { groth16 })
  return source
    .replace('contract Groth16Verifier', `contract ${template}Verifier`)
    .replace(/pragma solidity [^;]+;/, 'pragma solidity 0.8.30;')
    .replace(/[ \t]+$/gm, '')
}
