import { isAmbiguous } from '@aceso/clinical'
import { z } from 'zod'
import { hospitalIncomplete, hospitalUnavailable } from '../hospital/hospitalErrors.js'

const linkSchema = z.object({ relation: z.string(), url: z.string() })
const pageSchema = z.object({
  resourceType: z.literal('Bundle'),
  total: z.unknown().optional(),
  link: z.array(linkSchema).optional(),
  entry: z.array(z.unknown()).optional(),
})
const entrySchema = z.object({
  fullUrl: z.string().optional().catch(undefined),
  search: z.object({ mode: z.string() }).optional().catch(undefined),
  resource: z.object({ resourceType: z.string(), id: z.string().optional().catch(undefined) }),
})
const outcomeSchema = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(z.object({ severity: z.string(), code: z.string().optional().catch(undefined) })).catch([]),
})

const harmless = ['success', 'information', 'warning']
/** FHIR's codes for a search that found less than there is, whatever the severity. */
const cutShort = ['incomplete', 'timeout', 'throttled', 'too-costly', 'transient']

/** `matches`: names of the results, so that one that comes twice counts once. */
export type Page = {
  bundle: object
  entries: number
  matches: string[]
  total: number
  next: string | undefined
}

/** One page of a search. Throws `HospitalIncomplete` where the server says, or it can be seen, that it lacks something. */
export function readPage(body: unknown, number: number): Page {
  const parsed = pageSchema.safeParse(body)
  if (!parsed.success) throw hospitalUnavailable('no search results')
  const { total, link = [], entry = [] } = parsed.data
  if ([body, ...entry].some((one) => typeof one === 'object' && one !== null && isAmbiguous(one)))
    throw hospitalIncomplete('a page of results states a field twice')
  const matches = entry.flatMap((one, index) => matchOf(one, `${number} ${index}`))
  const next = new Set(link.filter(({ relation }) => relation === 'next').map(({ url }) => url))
  if (next.size > 1) throw hospitalIncomplete('a page of results has several next pages')
  return {
    bundle: body as object,
    entries: entry.length,
    matches,
    total: totalOf(total),
    next: [...next][0],
  }
}

/** Throws where the pages state more results than they hold. */
export function assertComplete(pages: readonly Page[]): void {
  const found = new Set(pages.flatMap(({ matches }) => matches))
  if (pages.some(({ total }) => total > found.size))
    throw hospitalIncomplete('the hospital states more results than it holds out')
}

/** The name of a result; nothing for what comes along with it. */
function matchOf(entry: unknown, place: string): string[] {
  assertNoError((entry as { response?: { outcome?: unknown } } | null)?.response?.outcome)
  assertNoError((entry as { resource?: unknown } | null)?.resource)
  const parsed = entrySchema.safeParse(entry)
  if (!parsed.success) throw hospitalIncomplete('an entry of the results has no resource')
  const { fullUrl, search, resource } = parsed.data
  if (resource.resourceType !== 'Observation' || (search && search.mode !== 'match')) return []
  return [fullUrl ?? resource.id ?? place]
}

function assertNoError(resource: unknown): void {
  const outcome = outcomeSchema.safeParse(resource)
  if (!outcome.success) return
  const { issue } = outcome.data
  if (issue.some(({ severity, code = '' }) => !harmless.includes(severity) || cutShort.includes(code)))
    throw hospitalIncomplete('the hospital says itself that it is not complete')
}

/** Without a total, or with an estimate below what came, nothing is known to lack. */
function totalOf(stated: unknown): number {
  if (stated === undefined || stated === null) return 0
  const total = typeof stated === 'string' && /^\d{1,15}$/.test(stated) ? Number(stated) : stated
  if (typeof total === 'number' && Number.isSafeInteger(total) && total >= 0) return total
  throw hospitalIncomplete('the total of the results is no number')
}
