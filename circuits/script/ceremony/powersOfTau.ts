// SPDX-License-Identifier: GPL-3.0-or-later
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { MemoryFile } from 'snarkjs'
import { CeremonyError } from './CeremonyError.js'
import { readSmallFile, shown } from './files.js'

export type PowersOfTau = { readonly file: string; readonly blake2b: string }

/** Hermez's ceremony with 54 contributions and a beacon, up to 2^15. The hash stands in the README of snarkjs. */
export const hermez: PowersOfTau = {
  file: 'powersOfTau28_hez_final_15.ptau',
  blake2b:
    '982372c867d229c236091f767e703253249a9b432c1710b4f326306bfa2428a17b06240359606cfe4d580b10a5a1f63fbed499527069c18ae17060472969ae6e',
}

/** One contribution by one machine: whoever made it can forge proofs. */
export const developmentOnly: PowersOfTau = {
  file: 'dev-only-pot15.ptau',
  blake2b:
    'b66279bbc141e489003d72d182d26eceaca16adad17e16d5cf01b7f50d579f411b6c14e6c0d5f2cb39c44bb21851cbfbea252b5c9b170268a931f21ffa97d238',
}

/**
 * [α]₁ and [β]₂ of Hermez's ceremony, the same for every power and copied into every verifier made from it. They
 * tell what a key was made from without the file.
 */
export const hermezAlpha = [
  20491192805390485299153009773594534940189261866228447918068658471970481763042n,
  9383485363053290200918347156157836566562967994039712273449902621266178545958n,
]
export const hermezBeta = [
  6375614351688725206403948262868962793625744043794305715222011528459656738731n,
  4252822878758300859123897981450591353533073413197771768651442665752259397132n,
  10505242626370262277552901082094356697409835680220590971873171140371331206856n,
  21847035105528745403288232691147584728191162732299865338377159692350059136679n,
]

/** The file of 2^15 has 38 MB. */
const mostBytes = 1 << 26

/** The file's bytes. Throws unless they are those expected. */
export function readPowersOfTau(path: string, { file, blake2b }: PowersOfTau): MemoryFile {
  if (!existsSync(path))
    throw new CeremonyError(`There is no ${shown(path)}. Put ${file} there, or say --ptau.`)
  const data = readSmallFile(path, mostBytes, 'file of powers of tau')
  const found = createHash('blake2b512').update(data).digest('hex')
  if (found !== blake2b)
    throw new CeremonyError(
      `${shown(path)} is not ${file}: its BLAKE2b hash is ${found}, and it should be ${blake2b}.`,
    )
  return { type: 'mem', data }
}
