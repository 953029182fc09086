import { field, type JsonObject } from './json.js'

/** A literal reference or full URL taken apart. No base: relative to whoever holds it. */
export type Address = {
  base: string | undefined
  type: string
  id: string
  version: string | undefined
}

/** No address is longer. A bound, since one resource's address may be read for each of many results. */
const maxLength = 1024

/** The literal of a reference; one that is too long leads nowhere. */
export function literalOf(reference: JsonObject): string | undefined {
  const literal = field(reference, 'reference')
  if (typeof literal !== 'string') return undefined
  return literal.length > maxLength ? literal.slice(0, maxLength + 1) : literal.trim() || undefined
}

const pattern =
  /^(?:(.*?)\/)?([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-._]{1,128})(?:\/_history\/([A-Za-z0-9\-._]{1,64}))?$/

/** Nothing for what is no RESTful address: URNs, fragments, searches, and paths that start nowhere. */
export function addressOf(literal: string): Address | undefined {
  const match = literal.length <= maxLength ? pattern.exec(literal) : null
  if (!match) return undefined
  const [, prefix = '', type, id, version] = match
  const base = prefix === '' ? undefined : baseOf(prefix)
  return prefix !== '' && base === undefined ? undefined : { base, type: type!, id: id!, version }
}

/** One spelling of a server's address: without a trailing slash, its host in small letters. */
export function baseOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, origin, pathname } = new URL(url)
  return protocol === 'http:' || protocol === 'https:'
    ? `${origin}${pathname}`.replace(/\/+$/, '')
    : undefined
}

/** `Type/id` at the home server, and absolute elsewhere: the same for every way of writing it. */
export function nameAt(
  { type, id }: Pick<Address, 'type' | 'id'>,
  base: string | undefined,
  home: string | undefined,
): string {
  return base === undefined || base === home ? `${type}/${id}` : `${base}/${type}/${id}`
}

/** What a resource calls itself. */
export function ownAddress(resource: JsonObject): Address | undefined {
  const [type, id] = [field(resource, 'resourceType'), field(resource, 'id')]
  if (typeof type !== 'string' || typeof id !== 'string' || id.length > maxLength) return undefined
  const address = addressOf(`${type}/${id.trim()}`)
  return address?.base === undefined && address?.version === undefined ? address : undefined
}

export function isUrn(literal: string): boolean {
  return /^urn:(uuid|oid):[0-9a-f.-]{1,64}$/i.test(literal)
}
