import type { Located } from './collect.js'
import { parseNanoseconds } from './effective.js'
import { type JsonObject, object, text } from './json.js'
import type { Entry, Version } from './observation.js'
import type { References } from './references.js'
import { attempt } from './rejection.js'

/** Of the resource that is versioned: what is contained has no version of its own. */
export function versionOf(located: Located, references: References): Version {
  const { resource, container, response } = located
  const versioned = references.onceOf(versionOf, container, () => stampOf(container, response))
  return { ...versioned, issuedAt: timeOf(text(resource, 'issued')) ?? versioned.issuedAt }
}

/** By its own word, and failing that by the history's. */
function stampOf(resource: JsonObject, response: JsonObject | undefined): Version {
  const meta = object(resource, 'meta') ?? {}
  const tag = response && text(response, 'etag')
  return {
    number: numberOf(text(meta, 'versionId') ?? (tag && /^(?:W\/)?"(.*)"$/.exec(tag)?.[1])),
    updatedAt: timeOf(text(meta, 'lastUpdated') ?? (response && text(response, 'lastModified'))),
    issuedAt: timeOf(text(resource, 'issued')),
  }
}

/** A version's id is opaque; servers that count say so by writing a number. */
function numberOf(id: string | undefined): bigint | undefined {
  return id !== undefined && /^\d{1,18}$/.test(id) ? BigInt(id) : undefined
}

function timeOf(source: string | undefined): bigint | undefined {
  return source === undefined ? undefined : attempt(() => parseNanoseconds(source))
}

/**
 * Whether one version of a record came after another: by number and time of the update, which must not contradict
 * each other; where they don't tell, by the time of issue; and then by status.
 */
export function isLaterVersion(a: Entry, b: Entry): boolean {
  const marks = [
    compare(a.version.number, b.version.number),
    compare(a.version.updatedAt, b.version.updatedAt),
  ]
  const told = marks.filter((mark) => mark !== 0)
  if (told.length > 0) return told.every((mark) => mark > 0)
  const issued = compare(a.version.issuedAt, b.version.issuedAt)
  return issued !== 0 ? issued > 0 : rank(a) > rank(b)
}

/**
 * Whether one of several records of a result replaces another: a re-issue replaces what was first issued, unless
 * that was issued later; of two re-issues the later one by issue, or else by update. Two first issues never do.
 */
export function isLaterRecord(a: Entry, b: Entry): boolean {
  const issued = compare(a.version.issuedAt, b.version.issuedAt)
  if (rank(a) !== rank(b)) return rank(a) > rank(b) && issued >= 0
  if (a.standing !== 'reissued') return false
  return issued !== 0 ? issued > 0 : compare(a.version.updatedAt, b.version.updatedAt) > 0
}

const ranks = ['pending', 'final', 'reissued', 'withdrawn']

function rank({ standing }: Entry): number {
  return ranks.indexOf(standing)
}

function compare(a: bigint | undefined, b: bigint | undefined): number {
  if (a === undefined || b === undefined || a === b) return 0
  return a > b ? 1 : -1
}

/** Of versions of what says the same. */
export function latestOf(versions: readonly Version[]): Version {
  return versions.reduce((a, b) => ({
    number: later(a.number, b.number),
    updatedAt: later(a.updatedAt, b.updatedAt),
    issuedAt: later(a.issuedAt, b.issuedAt),
  }))
}

function later(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a
}
