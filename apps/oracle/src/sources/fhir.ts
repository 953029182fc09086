import { loincCodes, readFhir } from '@aceso/clinical'
import type { MeasureName } from '@aceso/core'
import { z } from 'zod'
import type { AccessToken } from '../hospital/accessToken.js'
import { fetchJson, hospitalUnavailable, type JsonAnswer } from '../hospital/boundedFetch.js'
import { missingReferences } from './missingReferences.js'
import type { Source } from './source.js'

const PAGE_SIZE = 100
const MAX_PAGES = 20
const MAX_ENTRIES = 2_000
const MAX_READS = 50
/** For everything that one reading of a measure takes. */
const DEADLINE = 30_000
/** The hospital doesn't have it, or doesn't show it to this node; either way the result can't be identified. */
const NOT_SHOWN = [403, 404, 410]

const bundleSchema = z.object({
  resourceType: z.literal('Bundle'),
  link: z.array(z.object({ relation: z.string(), url: z.string() })).optional(),
  entry: z.array(z.looseObject({})).optional(),
})

type Entry = Record<string, unknown>

/**
 * Reads results by FHIR R4 search. The specimens come along, since they tell which results are of one specimen.
 * The measure is searched by LOINC code; what a result means is for `@aceso/clinical` to say.
 */
export function fhirSource(fhirUrl: string, token: AccessToken): Source {
  const { origin } = new URL(fhirUrl)

  async function get(url: string, signal: AbortSignal, retry = true): Promise<JsonAnswer> {
    const bearer = await token.get()
    const headers = { accept: 'application/fhir+json', authorization: `Bearer ${bearer}` }
    const answer = await fetchJson(url, { headers, signal })
    if (answer.status !== 401 || !retry) return answer
    token.drop(bearer)
    return get(url, signal, false)
  }

  async function search(patient: string, measure: MeasureName, signal: AbortSignal): Promise<Entry[]> {
    const query = new URLSearchParams({
      patient,
      code: loincCodes(measure)
        .map((code) => `http://loinc.org|${code}`)
        .join(','),
      _include: 'Observation:specimen',
      _sort: '-date',
      _count: `${PAGE_SIZE}`,
    })
    const entries: Entry[] = []
    let next: string | undefined = `${fhirUrl}/Observation?${query}`
    for (let page = 0; next; page++) {
      if (page === MAX_PAGES) throw hospitalUnavailable(`more than ${MAX_PAGES} pages of results`)
      const { status, body } = await get(next, signal)
      const bundle = bundleSchema.safeParse(body)
      if (status !== 200 || !bundle.success) throw hospitalUnavailable(`no search results (HTTP ${status})`)
      entries.push(...(bundle.data.entry ?? []))
      if (entries.length > MAX_ENTRIES) throw hospitalUnavailable(`more than ${MAX_ENTRIES} results`)
      next = nextPage(bundle.data.link, next)
    }
    return entries
  }

  async function readMissing(entries: readonly Entry[], signal: AbortSignal): Promise<Entry[]> {
    const missing = missingReferences(
      entries.map(({ resource }) => resource),
      fhirUrl,
    )
    if (missing.length > MAX_READS)
      throw hospitalUnavailable(`more than ${MAX_READS} specimens did not come along`)
    const found: Entry[] = []
    for (const path of missing) {
      const { status, body } = await get(`${fhirUrl}/${path}`, signal)
      if (status === 200) found.push({ fullUrl: `${fhirUrl}/${path}`, resource: body })
      else if (!NOT_SHOWN.includes(status))
        throw hospitalUnavailable(`no ${path.split('/')[0]} (HTTP ${status})`)
    }
    return found
  }

  function nextPage(links: z.infer<typeof bundleSchema>['link'], current: string): string | undefined {
    const link = links?.find(({ relation }) => relation === 'next')
    if (!link) return undefined
    // The token goes wherever this leads, so it may lead nowhere else.
    const url = URL.canParse(link.url, current) ? new URL(link.url, current) : undefined
    if (url?.origin !== origin) throw hospitalUnavailable('the next page is at another origin')
    return url.href
  }

  return {
    async observations(patient, measure) {
      const signal = AbortSignal.timeout(DEADLINE)
      const found = await search(patient, measure, signal)
      const entry = [...found, ...(await readMissing(found, signal))]
      const reference = `Patient/${patient}`
      const { observations, rejections } = read(
        { resourceType: 'Bundle', type: 'collection', entry },
        fhirUrl,
      )
      return {
        // Another server's patient of this number is named by its address.
        observations: observations.filter((one) => one.measure === measure && one.patient === reference),
        rejections,
      }
    },
  }
}

function read(bundle: object, base: string): ReturnType<typeof readFhir> {
  try {
    return readFhir(bundle, { base })
  } catch (cause) {
    throw hospitalUnavailable('the results are not usable FHIR', cause as Error)
  }
}
