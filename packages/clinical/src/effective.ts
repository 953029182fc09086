import { field, type JsonObject, object, text } from './json.js'
import { Refusal } from './rejection.js'

const instant = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,40}))?)?(Z|[+-]\d\d:\d\d)$/
const withoutZone = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::\d\d(?:\.\d{1,40})?)?)?)?)?$/

/**
 * Unix seconds of a point in time that names its zone; fractions are cut off, absent seconds are zero. A leap second,
 * which FHIR writes as 60, is the first second after it, as in Unix time.
 *
 * A date alone, or a time without a zone, is refused rather than completed: it leaves up to 50 hours open, cover
 * begins and ends at a second, and whatever was filled in would be the node's word and not the laboratory's.
 */
export function parseInstant(source: string): bigint {
  const match = instant.exec(source)
  if (!match) {
    if (isCoarse(source)) throw new Refusal('time-too-coarse', 'The time is a date only or names no zone.')
    throw new Refusal('time-malformed', 'The time is not in the format of FHIR.')
  }
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const zone = match[8]!
  const [zoneHours, zoneMinutes] = zone === 'Z' ? [0, 0] : [Number(zone.slice(1, 3)), Number(zone.slice(4))]
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  const inRange = hour < 24 && minute < 60 && second <= 60 && zoneHours <= 14 && zoneMinutes < 60
  const offset = (zoneHours * 60 + zoneMinutes) * 60 * (zone.startsWith('-') ? -1 : 1)
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + second - offset
  if (!exists || !inRange || year < 1970 || seconds < 0)
    throw new Refusal('time-malformed', 'The time does not exist or lies before 1970.')
  return BigInt(seconds)
}

/** Nanoseconds, to tell which of two versions came first; a result is dated by `parseInstant`. */
export function parseNanoseconds(source: string): bigint {
  const fraction = (instant.exec(source)?.[7] ?? '').slice(0, 9).padEnd(9, '0')
  return parseInstant(source) * 1_000_000_000n + BigInt(fraction)
}

function isCoarse(source: string): boolean {
  return withoutZone.test(source)
}

/** The last second that a time can mean, however coarse; nothing where it is no time. */
export function latestOf(source: string): bigint | undefined {
  if (instant.test(source)) return parseInstant(source)
  const match = withoutZone.exec(source)
  if (!match) return undefined
  const [year, month, day, hour, minute] = match.slice(1).map((part) => part && Number(part))
  const next =
    hour !== undefined
      ? Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute) + 1)
      : day !== undefined
        ? Date.UTC(Number(year), Number(month) - 1, Number(day) + 1)
        : month !== undefined
          ? Date.UTC(Number(year), Number(month), 1)
          : Date.UTC(Number(year) + 1, 0, 1)
  // The westernmost zone is twelve hours behind.
  return BigInt(next / 1000 + 12 * 3600)
}

type Name = 'effective' | 'collected'

/**
 * The time a resource states under a name: `effective` on an observation or report, `collected` on a specimen's
 * collection. Of a period it is the start: sampling had begun by then, and a waiting period is not outrun by
 * sampling for long. Nothing where no time is stated.
 */
export function statedTime(resource: JsonObject, name: Name): bigint | undefined {
  const source = statedText(resource, name)
  return source === undefined ? undefined : parseInstant(source)
}

/**
 * As `statedTime`; where what is stated is too coarse, `finer` may complete it, if it says the same as far as the
 * coarse one goes.
 */
export function statedTimeWith(
  resource: JsonObject,
  name: Name,
  finer: () => string | undefined,
): bigint | undefined {
  const source = statedText(resource, name)
  if (source === undefined) return undefined
  const complete = isCoarse(source) ? finer() : undefined
  return parseInstant(complete?.startsWith(source) ? complete : source)
}

export function statedText(resource: JsonObject, name: Name): string | undefined {
  const stated = ['DateTime', 'Instant', 'Period', 'Timing']
    .map((type) => `${name}${type}`)
    .filter((key) => field(resource, key) !== undefined)
  const [key] = stated
  if (key === undefined) return undefined
  if (stated.length > 1) throw new Refusal('time-ambiguous', `More than one ${name}[x] is stated.`)
  const period = object(resource, key)
  const source = period ? text(period, 'start') : text(resource, key)
  if (source === undefined)
    throw new Refusal(
      'time-missing',
      `The field ${key} holds no point in time${period ? ' it starts at' : ''}.`,
    )
  return source
}
