import { literalOf } from './address.js'
import { isReport, type Located, recordOf } from './collect.js'
import { statedTime } from './effective.js'
import { field, isObject, type JsonObject, object, objects, text, values } from './json.js'
import { isAmbiguous } from './parseJson.js'
import type { References } from './references.js'
import { Refusal } from './rejection.js'

/** What the reports that list a result say of it, however many they are. */
export type Listing = {
  /** There are such reports, and all of them are withdrawn or replaced. */
  withdrawn: boolean
  /** The time they state, on which they must agree. */
  observedAt(): bigint | undefined
}

type Summary = { reports: number; standing: number; times: ReadonlySet<bigint>; refusal: Refusal | undefined }

const withdrawn: ReadonlySet<unknown> = new Set(['entered-in-error', 'cancelled'])
const replacement = 'http://hl7.org/fhir/StructureDefinition/diagnosticReport-replaces'

/** For each observation its listing: by the reports that name it and by the one that contains it. */
export function listingsOf(reports: readonly Located[], references: References): (one: Located) => Listing {
  const byResult = new Map<string | JsonObject, Set<JsonObject>>()
  const link = (result: string | JsonObject, report: JsonObject) => {
    const known = byResult.get(result)
    if (known) known.add(report)
    else byResult.set(result, new Set([report]))
  }
  const replaced = new Set<string>()
  const gone = new Set<JsonObject>()
  for (const report of reports) {
    const own = recordOf(report, references)
    link(report.resource, report.resource)
    for (const result of objects(report.resource, 'result')) {
      const literal = literalOf(result)
      if (literal) link(references.nameOf(literal, report), report.resource)
    }
    for (const name of replacedBy(report, replacement, references)) if (name !== own) replaced.add(name)
  }
  for (const report of reports) {
    const own = recordOf(report, references)
    if (isGone(report.resource) || (own && replaced.has(own))) gone.add(report.resource)
  }

  const summaries = new Map<string | JsonObject, Summary>()
  const summaryOf = (key: string | JsonObject): Summary => {
    const known = summaries.get(key)
    if (known) return known
    const listing = [...(byResult.get(key) ?? [])]
    const summary = merge(
      listing.map((report) => ({
        reports: 1,
        standing: gone.has(report) ? 0 : 1,
        ...references.onceOf(statedTime, report, () => timeOf(report)),
      })),
    )
    summaries.set(key, summary)
    return summary
  }

  return (one) => {
    const { resource, container, fullUrl } = one
    const id = text(resource, 'id')
    const keys = new Set<string | JsonObject>()
    if (container === resource) {
      if (fullUrl) keys.add(references.nameOf(fullUrl, one))
      const own = recordOf(one, references)
      if (own) keys.add(own)
    } else {
      if (isReport(container)) keys.add(container)
      if (id) keys.add(references.nameOf(`#${id}`, one))
    }
    const { reports, standing, times, refusal } = merge([...keys].map(summaryOf))
    return {
      withdrawn: reports > 0 && standing === 0,
      observedAt() {
        if (refusal) throw refusal
        if (times.size > 1)
          throw new Refusal('time-ambiguous', 'Reports of one result state different times.')
        return [...times][0]
      },
    }
  }
}

/** Also where it says its status twice. */
function isGone(report: JsonObject): boolean {
  return withdrawn.has(field(report, 'status')) || isAmbiguous(report)
}

/** The records that one says it replaces, by an extension of whatever shape. */
export function replacedBy(located: Located, url: string, references: References): string[] {
  return [...values(located.resource, 'extension'), ...values(located.resource, 'modifierExtension')].flatMap(
    (extension) => {
      if (!isObject(extension) || text(extension, 'url') !== url) return []
      const target = object(extension, 'valueReference')
      const literal = target && literalOf(target)
      return literal ? [references.nameOf(literal, located)] : []
    },
  )
}

function timeOf(report: JsonObject): Pick<Summary, 'times' | 'refusal'> {
  try {
    const time = statedTime(report, 'effective')
    return { times: new Set(time === undefined ? [] : [time]), refusal: undefined }
  } catch (error) {
    if (error instanceof Refusal) return { times: new Set(), refusal: error }
    throw error
  }
}

/** Two times are as many as a thousand. */
function merge(summaries: readonly Summary[]): Summary {
  const times = new Set<bigint>()
  for (const summary of summaries) for (const time of summary.times) if (times.size < 2) times.add(time)
  return {
    reports: summaries.reduce((sum, { reports }) => sum + reports, 0),
    standing: summaries.reduce((sum, { standing }) => sum + standing, 0),
    times,
    refusal: summaries.find(({ refusal }) => refusal)?.refusal,
  }
}
