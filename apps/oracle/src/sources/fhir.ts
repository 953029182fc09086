import { type FhirReading, loincCodes, readFhir } from '@aceso/clinical'
import type { MeasureName } from '@aceso/core'
import { z } from 'zod'
import type { AccessToken } from '../hospital/accessToken.js'
import type { JsonAnswer } from '../hospital/boundedFetch.js'
import { type Conversation, conversation, type Pace } from '../hospital/conversation.js'
import {
  hospitalAddressDiffers,
  hospitalIncomplete,
  hospitalUnavailable,
} from '../hospital/hospitalErrors.js'
import type { ServerAddress } from '../hospital/serverAddress.js'
import { inParallel } from './inParallel.js'
import { assertComplete, type Page, readPage } from './searchset.js'
import type { Source } from './source.js'

const PAGE_SIZE = 100
/** Servers that heed no `_count` give ten a page. */
const MAX_PAGES = 200
const MAX_ENTRIES = 5_000
/** Of specimens and orders that didn't come along: one of each for two hundred results. */
const MAX_READS = 400
const READS_AT_ONCE = 4
/** For everything that one reading of a measure takes. Shorter than the holder's patience (SDK), who shall hear why. */
const DEADLINE = 25_000
/** The hospital doesn't have it, or doesn't show it to this node; either way the result can't be identified. */
const NOT_SHOWN = [403, 404, 410]
const GONE = 410

/** What a node reads of its own hospital to identify a result; never a dot alone, which would lead elsewhere. */
const readable = /^(Specimen|ServiceRequest)\/(?!\.+$)[A-Za-z0-9.-]{1,64}$/
const resourceSchema = z.object({ resourceType: z.string(), id: z.string() })

export type FhirSourceParameters = {
  server: ServerAddress
  token: AccessToken
  pace: Pace
  /** Told what the operator should know though it stops nothing, once a reading; nothing of a patient. */
  onNotice: (what: string) => void
}

/**
 * Reads results by FHIR R4 search. The specimens should come along, and are read where they don't, since they tell which
 * results are of one specimen. The measure is searched by LOINC code; what a result means is for `@aceso/clinical` to say.
 */
export function fhirSource({ server, token, pace, onNotice }: FhirSourceParameters): Source {
  const { fhirUrl } = server

  async function get({ ask }: Conversation, url: string): Promise<JsonAnswer> {
    let bearer = ''
    const options = async () => {
      bearer = await token.get()
      return { headers: { accept: 'application/fhir+json', authorization: `Bearer ${bearer}` } }
    }
    let answer = await ask(url, options)
    if (answer.status === 401) {
      token.drop(bearer)
      answer = await ask(url, options)
    }
    server.adopt(answer.body)
    return answer
  }

  /** All pages; nothing where one of them is gone by the time it is asked for. */
  async function pagesOf(talk: Conversation, first: string): Promise<Page[] | undefined> {
    const pages: Page[] = []
    const visited = new Set<string>()
    let entries = 0
    for (let url: string | undefined = first; url !== undefined; ) {
      if (visited.has(url)) throw hospitalIncomplete('the pages of results lead back to where they were')
      if (visited.size === MAX_PAGES) throw hospitalUnavailable(`more than ${MAX_PAGES} pages of results`)
      visited.add(url)
      const { status, body } = await get(talk, url)
      if (status === GONE && url !== first) return undefined
      if (status !== 200) throw hospitalUnavailable(`no search results (HTTP ${status})`)
      const page = readPage(body, pages.length)
      entries += page.entries
      if (entries > MAX_ENTRIES) throw hospitalUnavailable(`more than ${MAX_ENTRIES} results`)
      pages.push(page)
      url = page.next === undefined ? undefined : server.pageAt(page.next, url)
    }
    return pages
  }

  async function search(talk: Conversation, patient: string, measure: MeasureName): Promise<object[]> {
    const query = new URLSearchParams({
      patient,
      code: loincCodes(measure)
        .map((code) => `http://loinc.org|${code}`)
        .join(','),
      _include: 'Observation:specimen',
      _sort: '-date',
      _count: `${PAGE_SIZE}`,
    })
    const first = `${fhirUrl}/Observation?${query}`
    const pages = (await pagesOf(talk, first)) ?? (await pagesOf(talk, first))
    if (!pages) throw hospitalIncomplete('pages of results are gone before they can be read')
    assertComplete(pages)
    return pages.map(({ bundle }) => bundle)
  }

  async function readOne(
    talk: Conversation,
    name: string,
    notices: Set<string>,
  ): Promise<object | undefined> {
    const [type = ''] = name.split('/')
    const { status, body } = await get(talk, `${fhirUrl}/${name}`)
    if (NOT_SHOWN.includes(status)) {
      notices.add(`the hospital does not show a ${type} of a result (HTTP ${status})`)
      return undefined
    }
    if (status !== 200) throw hospitalUnavailable(`no ${type} (HTTP ${status})`)
    const { data } = resourceSchema.safeParse(body)
    if (`${data?.resourceType}/${data?.id}` !== name)
      throw hospitalUnavailable(`another ${type} than was asked for`)
    return { fullUrl: `${fhirUrl}/${name}`, resource: body }
  }

  /** The results in what was found, and in what that turns out to need: the specimens first, then orders. */
  async function readAll(
    talk: Conversation,
    found: readonly object[],
    notices: Set<string>,
  ): Promise<FhirReading> {
    const entry = found.map((resource): object => ({ resource }))
    const asked = new Set<string>()
    for (;;) {
      const reading = read({ resourceType: 'Bundle', type: 'collection', entry }, fhirUrl)
      const wanted = reading.missing.filter((name) => readable.test(name) && !asked.has(name))
      if (wanted.length === 0) return reading
      for (const name of wanted) asked.add(name)
      if (asked.size > MAX_READS)
        throw hospitalUnavailable(`more than ${MAX_READS} specimens and orders did not come along`)
      await inParallel(wanted, READS_AT_ONCE, async (name) => {
        const one = await readOne(talk, name, notices)
        if (one) entry.push(one)
      })
    }
  }

  return {
    async observations(patient, measure) {
      const talk = conversation(pace, DEADLINE)
      const notices = new Set<string>()
      try {
        const reading = await readAll(talk, await search(talk, patient, measure), notices)
        const reference = `Patient/${patient}`
        const results = reading.observations.filter((one) => one.measure === measure)
        // Another server's patient of this number is named by its address.
        const observations = results.filter((one) => one.patient === reference)
        const isElsewhere = [...results.map((one) => one.patient), ...reading.missing].some((name) =>
          name.includes('://'),
        )
        if (isElsewhere && observations.length === 0) throw hospitalAddressDiffers('all results are')
        if (isElsewhere) notices.add('results or specimens of another server are left out')
        return { observations, rejections: reading.rejections }
      } finally {
        talk.end()
        for (const notice of notices) onNotice(notice)
      }
    },
  }
}

function read(bundle: object, base: string): FhirReading {
  try {
    return readFhir(bundle, { base })
  } catch (cause) {
    throw hospitalUnavailable('the results are not usable FHIR', cause as Error)
  }
}
