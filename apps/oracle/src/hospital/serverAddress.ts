import { hospitalAddressDiffers } from './hospitalErrors.js'

const MAX_LENGTH = 8_192
/** Below a base. Nothing in it that a server might decode to another path. */
const plainPath = /^(\/[A-Za-z0-9$_.~-]{1,128}){0,4}\/?$/

/** The hospital's FHIR server: where the node reaches it, and what it calls itself. */
export type ServerAddress = {
  fhirUrl: string
  /** Address of the page a link leads to: always below `fhirUrl`, since the token goes there and nowhere else. */
  pageAt(link: string, current: string): string
  /** Puts addresses of the server's own base into those that the node knows, within a parsed answer. */
  adopt(answer: unknown): void
}

/** `ownUrl`: the base that the server gives itself in links and references, where it is another than `fhirUrl`. */
export function serverAddress(fhirUrl: string, ownUrl?: string): ServerAddress {
  const base = new URL(fhirUrl)
  const own = ownUrl === undefined ? undefined : new URL(ownUrl)
  const ownPrefix = own && `${own.origin}${pathOf(own)}/`

  /** What an address has below the base, whoever the host; a proxy changes hosts and what paths begin with. */
  function belowBase(url: URL): string | undefined {
    if (own && url.origin === own.origin && isBelow(url, own)) return url.pathname.slice(pathOf(own).length)
    if (url.origin === base.origin && isBelow(url, base)) return url.pathname.slice(pathOf(base).length)
    if (/\/Observation\/?$/.test(url.pathname)) return '/Observation'
    return url.pathname.replace(/\/$/, '') === pathOf(base) ? '' : undefined
  }

  return {
    fhirUrl,
    pageAt(link, current) {
      const url =
        link.length <= MAX_LENGTH && URL.canParse(link, current) ? new URL(link, current) : undefined
      const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
      const path = url && isWeb ? belowBase(url) : undefined
      if (url === undefined || path === undefined || !plainPath.test(path))
        throw hospitalAddressDiffers('the next page is')
      return `${fhirUrl}${path}${url.search}`
    },
    adopt(answer) {
      if (ownPrefix === undefined) return
      const open = [answer]
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (typeof next !== 'object' || next === null) continue
        const holder = next as Record<string, unknown>
        for (const [key, value] of Object.entries(holder)) {
          const isAddress = typeof value === 'string' && (key === 'reference' || key === 'fullUrl')
          if (isAddress && value.startsWith(ownPrefix))
            holder[key] = `${fhirUrl}/${value.slice(ownPrefix.length)}`
          else open.push(value)
        }
      }
    },
  }
}

function pathOf({ pathname }: URL): string {
  return pathname.replace(/\/$/, '')
}

function isBelow({ pathname }: URL, base: URL): boolean {
  return pathname === pathOf(base) || pathname.startsWith(`${pathOf(base)}/`)
}
