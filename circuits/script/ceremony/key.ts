// SPDX-License-Identifier: GPL-3.0-or-later
import { createHash } from 'node:crypto'
import { littleEndian, readSections } from '../binary.js'
import { CeremonyError } from './CeremonyError.js'
import type { Beacon } from './transcript.js'

/** A Groth16 proving key as snarkjs 0.7 writes it, as far as a ceremony is concerned. */
export type Key = {
  alpha: bigint[]
  beta: bigint[]
  deltaIsGamma: boolean
  circuitHash: string
  contributions: KeyContribution[]
  points: { G1: Buffer[]; G2: Buffer[] }
}

export type KeyContribution = { name: string; hash: string; beacon?: Beacon }

/** Bytes of a coordinate, and of points of both groups. */
const [F, G1, G2] = [32, 64, 128]

const q = 21888242871839275222246405745257275088696311157297823662689037894645226208583n
/** The inverse of 2^256 modulo q: coordinates lie in Montgomery form. */
const fromMontgomery = 20988524275117001072002809824448087578619730785600314334253784976379291040311n

/** Throws `CeremonyError` for anything that isn't such a key, before snarkjs trusts its lengths. */
export function readKey(file: Buffer): Key {
  try {
    return readChecked(file)
  } catch (error) {
    if (error instanceof CeremonyError) throw error
    throw new CeremonyError(`The key cannot be read: ${(error as Error).message}`)
  }
}

function readChecked(file: Buffer): Key {
  if (file.toString('latin1', 0, 4) !== 'zkey' || file.readUInt32LE(4) !== 1)
    throw new CeremonyError('The key is no zkey file of version 1.')
  const sections = readSections(file)
  const section = (id: number) => {
    const bytes = sections.get(id)
    if (!bytes) throw new CeremonyError(`The key lacks section ${id}.`)
    return bytes
  }
  if (sections.size !== 10) throw new CeremonyError('The key has other sections than 1 to 10.')
  if (section(1).length !== 4 || section(1).readUInt32LE() !== 1)
    throw new CeremonyError('The key is not for Groth16.')

  const header = reader(section(2))
  header.take(2 * (4 + F) + 12)
  const [alpha, , beta] = [header.take(G1), header.take(G1), header.take(G2)]
  const [gamma, delta1, delta2] = [header.take(G2), header.take(G1), header.take(G2)]
  header.end()

  const body = reader(section(10))
  const circuitHash = body.take(64).toString('hex')
  const entries = Array.from({ length: body.number() }, () => readContribution(body))
  body.end()
  const last = entries.at(-1)
  if (last && !last.deltaAfter.equals(delta1))
    throw new CeremonyError("The key's delta is not that of its last contribution.")

  return {
    alpha: coordinates(alpha),
    beta: coordinates(beta),
    deltaIsGamma: delta2.equals(gamma),
    circuitHash,
    contributions: entries.map(({ contribution }) => contribution),
    points: {
      G1: [delta1, ...entries.flatMap(({ g1 }) => g1), ...split(section(8)), ...split(section(9))],
      G2: [delta2, ...entries.map(({ g2 }) => g2)],
    },
  }
}

function readContribution(body: Reader) {
  const g1 = [body.take(G1), body.take(G1), body.take(G1)]
  const g2 = body.take(G2)
  const transcript = body.take(64)
  const isBeacon = body.number() === 1
  const parameters = reader(body.take(body.number()))
  const parameter = (tag: number) => {
    if (parameters.take(1)[0] !== tag) throw new CeremonyError("A contribution's parameters can't be read.")
    return parameters.take(1)[0]!
  }
  const name = parameters.take(parameter(1)).toString('utf8')
  const beacon = isBeacon
    ? { iterations: parameter(2), hash: parameters.take(parameter(3)).toString('hex') }
    : undefined
  parameters.end()
  const hash = createHash('blake2b512')
  for (const point of [...g1, g2]) hash.update(uncompressed(point))
  const contribution: KeyContribution = {
    name,
    hash: hash.update(transcript).digest('hex'),
    ...(beacon ? { beacon } : {}),
  }
  return { contribution, deltaAfter: g1[0]!, g1, g2 }
}

function coordinates(point: Buffer): bigint[] {
  return Array.from(
    { length: point.length / F },
    (_, i) => (littleEndian(point.subarray(F * i, F * (i + 1))) * fromMontgomery) % q,
  )
}

/** As hashes see a point: big-endian, and of a coordinate in the quadratic extension the second part first. */
function uncompressed(point: Buffer): Buffer {
  const [x0, x1, y0, y1] = coordinates(point)
  const ordered = point.length === G1 ? [x0!, x1!] : [x1!, x0!, y1!, y0!]
  return Buffer.from(ordered.map((value) => value.toString(16).padStart(2 * F, '0')).join(''), 'hex')
}

function split(points: Buffer): Buffer[] {
  return Array.from({ length: points.length / G1 }, (_, i) => points.subarray(G1 * i, G1 * (i + 1)))
}

type Reader = ReturnType<typeof reader>

/** Reads bytes in order, never beyond their end, and in the end to the last. */
function reader(bytes: Buffer) {
  let position = 0
  const take = (length: number) => {
    if (position + length > bytes.length) throw new CeremonyError('A section of the key ends too early.')
    position += length
    return bytes.subarray(position - length, position)
  }
  return {
    take,
    number: () => take(4).readUInt32LE(),
    end() {
      if (position !== bytes.length) throw new CeremonyError('A section of the key goes on too long.')
    },
  }
}
