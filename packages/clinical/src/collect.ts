import { addressOf, baseOf, nameAt, ownAddress } from './address.js'
import { field, type JsonObject, object, objects, text } from './json.js'
import { inheritedMarkOf, repeated } from './marks.js'
import { isAmbiguous } from './parseJson.js'
import { createReferences, type Place, type References } from './references.js'
import { type Refusal, type Rejection, rejectionOf } from './rejection.js'

/** A resource and where it stood. The container is the resource itself unless it is contained. */
export type Located = Place & {
  resource: JsonObject
  fullUrl: string | undefined
  /** What a history says of the version of the container. */
  response: JsonObject | undefined
  /** Why nothing in the Bundle around it counts. */
  mark: Refusal | undefined
}

export type Collection = {
  observations: Located[]
  reports: Located[]
  /** How many resources are no observations. */
  others: number
  /** Names of resources a history or transaction deletes. */
  deleted: string[]
  /** What may be results but cannot be told, since the text states a field twice. */
  ambiguous: Rejection[]
  references: References
}

/**
 * Every observation of a resource or of a Bundle, nested Bundles and contained resources included.
 *
 * Home is the server whose resources go by relative names: the one the caller names, or else the one at which all
 * observations stand. Where they stand at several, every name is absolute.
 */
export function collect(root: JsonObject, base: string | undefined): Collection {
  const deletions: { url: string; base: string | undefined }[] = []
  const found: Located[] = []
  const ambiguous: Rejection[] = []
  type Open = Pick<Located, 'resource' | 'fullUrl' | 'response' | 'mark'>
  const open: Open[] = [{ resource: root, fullUrl: undefined, response: undefined, mark: undefined }]

  for (let next = open.pop(); next; next = open.pop()) {
    const { resource, fullUrl, response } = next
    const itsBase = addressOf(fullUrl ?? '')?.base
    if (field(resource, 'resourceType') === 'Bundle') {
      const mark = next.mark ?? inheritedMarkOf(resource)
      if (mark?.reason === 'json-ambiguous' && mark !== next.mark) ambiguous.push(rejectionOf(mark, resource))
      for (const entry of objects(resource, 'entry')) {
        const request = object(entry, 'request')
        const url = request && text(request, 'url')
        const entryUrl = text(entry, 'fullUrl')
        if (url && field(request, 'method') === 'DELETE')
          deletions.push({ url, base: addressOf(entryUrl ?? '')?.base })
        const inner = object(entry, 'resource')
        if (inner)
          open.push({ resource: inner, fullUrl: entryUrl, response: object(entry, 'response'), mark })
      }
      continue
    }
    const place = { base: itsBase, container: resource }
    found.push({ ...next, ...place })
    for (const inner of objects(resource, 'contained'))
      found.push({ ...place, resource: inner, fullUrl: undefined, response, mark: next.mark })
  }

  const observations = found.filter(({ resource }) => field(resource, 'resourceType') === 'Observation')
  for (const { resource } of found)
    if (isAmbiguous(resource) && field(resource, 'resourceType') !== 'Observation')
      ambiguous.push(rejectionOf(repeated(), resource))
  const home = (base && baseOf(base)) ?? soleBaseOf(observations) ?? soleBaseOf(found)
  const references = createReferences(home)
  for (const { resource, container, fullUrl, base } of found)
    if (resource === container) references.add(resource, fullUrl, base)
  return {
    observations,
    reports: found.filter(({ resource }) => isReport(resource)),
    others: found.length - observations.length,
    deleted: deletions.flatMap(({ url, base }) => {
      const address = addressOf(url)
      return address ? nameAt(address, address.base ?? base ?? home, home) : []
    }),
    ambiguous,
    references,
  }
}

function soleBaseOf(located: readonly Located[]): string | undefined {
  const bases = new Set(located.flatMap(({ base }) => base ?? []))
  return bases.size === 1 ? [...bases][0] : undefined
}

/** What one record is called across its versions. Deletions name resources so, and so do corrections. */
export function recordOf(
  { resource, container, fullUrl, base }: Located,
  references: References,
): string | undefined {
  const own = ownAddress(resource)
  if (container === resource) {
    const literal = own ? `${own.type}/${own.id}` : fullUrl
    return literal === undefined ? undefined : references.nameOf(literal, { container, base })
  }
  const outer = ownAddress(container)
  if (!outer || !own) return undefined
  return `${references.nameOf(`${outer.type}/${outer.id}`, { container, base })}#${own.type}/${own.id}`
}

export function isReport(resource: JsonObject): boolean {
  return field(resource, 'resourceType') === 'DiagnosticReport'
}

/** The observation, then the report that contains it. */
export function sourcesOf({ resource, container }: Located): JsonObject[] {
  return container !== resource && isReport(container) ? [resource, container] : [resource]
}
