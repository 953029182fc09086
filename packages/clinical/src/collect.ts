import { field, type JsonObject, object, objects, text } from './json.js'
import { createReferences, nameOf, type References, typeAndId } from './references.js'

/** A resource and where it stood. */
export type Located = {
  resource: JsonObject
  /** The resource whose `contained` fragments resolve against; itself unless contained. */
  container: JsonObject
  fullUrl: string | undefined
  /** Reports that list it as a result; the one that contains it counts too. */
  reports: ReadonlySet<JsonObject>
}

export type Collection = {
  observations: Located[]
  /** How many resources are no observations. */
  others: number
  /** Names of resources a history or transaction deletes. */
  deleted: string[]
  references: References
}

const noReports: ReadonlySet<JsonObject> = new Set()

/** Every observation of a resource or of a Bundle, nested Bundles and contained resources included. */
export function collect(root: JsonObject): Collection {
  const references = createReferences()
  const deleted: string[] = []
  const found: { resource: JsonObject; container: JsonObject; fullUrl: string | undefined }[] = []
  const open: { resource: JsonObject; fullUrl: string | undefined }[] = [
    { resource: root, fullUrl: undefined },
  ]

  for (let next = open.pop(); next; next = open.pop()) {
    const { resource, fullUrl } = next
    if (field(resource, 'resourceType') === 'Bundle') {
      for (const entry of objects(resource, 'entry')) {
        const request = object(entry, 'request')
        const target = request && typeAndId(text(request, 'url') ?? '')
        if (target && field(request, 'method') === 'DELETE') deleted.push(`${target.type}/${target.id}`)
        const inner = object(entry, 'resource')
        if (inner) open.push({ resource: inner, fullUrl: text(entry, 'fullUrl') })
      }
      continue
    }
    references.add(resource, fullUrl)
    found.push({ resource, container: resource, fullUrl })
    for (const inner of objects(resource, 'contained'))
      found.push({ resource: inner, container: resource, fullUrl: undefined })
  }

  const reports = reportsByResult(found, references)
  const observations = found
    .filter(({ resource }) => field(resource, 'resourceType') === 'Observation')
    .map((one) => ({ ...one, reports: reports.get(one.resource) ?? noReports }))
  return { observations, others: found.length - observations.length, deleted, references }
}

/** Deletions name resources, and so do these: what one record is called across its versions. */
export function recordOf({ resource, container, fullUrl }: Located): string | undefined {
  if (container === resource) return nameOf(resource) ?? fullUrl
  const [outer, inner] = [nameOf(container), nameOf(resource)]
  return outer && inner ? `${outer}#${inner}` : undefined
}

function reportsByResult(
  found: readonly { resource: JsonObject; container: JsonObject }[],
  references: References,
): Map<JsonObject, Set<JsonObject>> {
  const reports = new Map<JsonObject, Set<JsonObject>>()
  const link = (result: JsonObject, report: JsonObject) => {
    const known = reports.get(result)
    if (known) known.add(report)
    else reports.set(result, new Set([report]))
  }
  for (const { resource, container } of found) {
    if (container !== resource && isReport(container)) link(resource, container)
    if (!isReport(resource)) continue
    for (const reference of objects(resource, 'result')) {
      const literal = text(reference, 'reference')
      if (literal) for (const result of references.findSome(literal, container)) link(result, resource)
    }
  }
  return reports
}

export function isReport(resource: JsonObject): boolean {
  return field(resource, 'resourceType') === 'DiagnosticReport'
}
