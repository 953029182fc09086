// SPDX-License-Identifier: GPL-3.0-or-later

import { CeremonyError } from './CeremonyError.js'
import { integer, list, object, text } from './fields.js'
import { readSmallFile } from './files.js'
import { developmentOnly, hermez, type PowersOfTau } from './powersOfTau.js'

/** A public value that nobody could know or steer beforehand, hashed 2^iterations times. */
export type Beacon = { hash: string; iterations: number }

/** `hash`: BLAKE2b-512 of the contribution's public key, which snarkjs calls the contribution hash. */
export type Contribution = { name: string; hash: string; time: string; beacon?: Beacon }

/** What `transcript.json` says. It names no path: files are found by circuit and number. */
export type Transcript = {
  version: 1
  circuit: string
  /** From powers of tau that one machine made; such keys are refused on public networks. */
  development: boolean
  /** SHA-256 of the compiled circuit. */
  r1cs: string
  powersOfTau: PowersOfTau
  /** snarkjs's hash of circuit and powers of tau, to which every contribution is bound. */
  circuitHash: string
  /** Where the beacon will come from, said before the first contribution. */
  announced: { source: string; iterations: number }
  contributions: Contribution[]
  /** SHA-256 of the latest key. */
  key: string
}

/** Every verifier repeats the beacon's hashing: 2^24 take half a minute. */
export const iterationLimits = { least: 10, most: 24 }

/** One line of letters, digits and common signs: names are printed to terminals, and copied to web pages. */
export const nameForm = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,:;'’/@+()_-]{0,63}$/u
export const sourceForm = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,:;'’/@+()_^=?&-]{0,199}$/u
export const beaconForm = /^(?:[0-9a-f]{2}){16,64}$/

const hash64 = /^[0-9a-f]{128}$/
const hash32 = /^[0-9a-f]{64}$/
const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const mostContributions = 1000
const mostBytes = 1 << 20

export function readTranscript(path: string): Transcript {
  return parseTranscript(readSmallFile(path, mostBytes, 'transcript').toString('utf8'))
}

export function formatTranscript(transcript: Transcript): string {
  return `${JSON.stringify(transcript, null, 2)}\n`
}

/** Throws `CeremonyError` for whatever isn't a transcript to the last field. */
export function parseTranscript(json: string): Transcript {
  const whole = object(parseJson(json), 'The transcript', [
    'version',
    'circuit',
    'development',
    'r1cs',
    'powersOfTau',
    'circuitHash',
    'announced',
    'contributions',
    'key',
  ])
  const { powersOfTau, development } = readOrigin(whole)
  const announced = object(whole.announced, 'announced', ['source', 'iterations'])
  const contributions = list(whole.contributions, 'contributions', mostContributions).map(readContribution)
  const early = contributions.findIndex(({ beacon }) => beacon !== undefined)
  if (early !== -1 && early !== contributions.length - 1)
    throw new CeremonyError(`The beacon is contribution ${early + 1} of the transcript, and not the last.`)
  const { least, most } = iterationLimits
  return {
    version: integer(whole.version, 'version', 1, 1) as 1,
    circuit: text(whole.circuit, 'circuit', /^\w{1,64}$/),
    development,
    r1cs: text(whole.r1cs, 'r1cs', hash32),
    powersOfTau,
    circuitHash: text(whole.circuitHash, 'circuitHash', hash64),
    announced: {
      source: text(announced.source, 'announced.source', sourceForm),
      iterations: integer(announced.iterations, 'announced.iterations', least, most),
    },
    contributions,
    key: text(whole.key, 'key', hash32),
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new CeremonyError('The transcript is no JSON.')
  }
}

/** Development or not follows from the powers of tau; the mark can't be taken off alone. */
function readOrigin(whole: Record<string, unknown>): { development: boolean; powersOfTau: PowersOfTau } {
  const { file, blake2b } = object(whole.powersOfTau, 'powersOfTau', ['file', 'blake2b'])
  const known = [hermez, developmentOnly].find((record) => record.blake2b === blake2b)
  if (!known || known.file !== file)
    throw new CeremonyError('The transcript names other powers of tau than those of Hermez.')
  if (whole.development !== (known === developmentOnly))
    throw new CeremonyError(`The transcript's mark for development doesn't fit ${known.file}.`)
  return { development: known === developmentOnly, powersOfTau: known }
}

function readContribution(value: unknown, i: number): Contribution {
  const where = `contributions[${i}]`
  const entry = object(value, where, ['name', 'hash', 'time'], ['beacon'])
  const contribution = {
    name: text(entry.name, `${where}.name`, nameForm),
    hash: text(entry.hash, `${where}.hash`, hash64),
    time: text(entry.time, `${where}.time`, timeForm),
  }
  if (entry.beacon === undefined) return contribution
  const beacon = object(entry.beacon, `${where}.beacon`, ['hash', 'iterations'])
  const { least, most } = iterationLimits
  return {
    ...contribution,
    beacon: {
      hash: text(beacon.hash, `${where}.beacon.hash`, beaconForm),
      iterations: integer(beacon.iterations, `${where}.beacon.iterations`, least, most),
    },
  }
}
