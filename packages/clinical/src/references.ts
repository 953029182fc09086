import { field, isObject, type JsonObject, objects, text } from './json.js'
import { Refusal } from './rejection.js'

/** More copies of one resource than this are not compared any more. */
const maxCopies = 8

const tail = /(?:^|\/)([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-._]{1,128})(?:\/_history\/[A-Za-z0-9\-._]{1,64})?$/

/** `Type/id` of a literal reference, relative or absolute, without its version. */
export function typeAndId(reference: string): { type: string; id: string } | undefined {
  const match = tail.exec(reference)
  return match ? { type: match[1]!, id: match[2]! } : undefined
}

/** The resource's own name: type and id. */
export function nameOf(resource: JsonObject): string | undefined {
  const found = typeAndId(`${text(resource, 'resourceType')}/${text(resource, 'id')}`)
  return found && text(resource, 'id') ? `${found.type}/${found.id}` : undefined
}

export type References = ReturnType<typeof createReferences>

/** Finds resources by full URL, by type and id, and contained ones by fragment. */
export function createReferences() {
  const byName = new Map<string, Set<JsonObject>>()
  const byFragment = new WeakMap<JsonObject, Map<string, Set<JsonObject>>>()

  const put = (index: Map<string, Set<JsonObject>>, key: string | undefined, resource: JsonObject) => {
    if (key === undefined) return
    const found = index.get(key)
    if (found) found.add(resource)
    else index.set(key, new Set([resource]))
  }

  const fragments = (container: JsonObject) => {
    const known = byFragment.get(container)
    if (known) return known
    const index = new Map<string, Set<JsonObject>>()
    for (const resource of objects(container, 'contained')) put(index, text(resource, 'id'), resource)
    byFragment.set(container, index)
    return index
  }

  const lookUp = (reference: string, container: JsonObject) =>
    reference.startsWith('#')
      ? fragments(container).get(reference.slice(1))
      : (byName.get(reference) ?? byName.get(shortName(reference)))

  const find = (reference: string, container: JsonObject): readonly JsonObject[] => {
    const found = lookUp(reference, container)
    if (!found) return []
    if (found.size > maxCopies)
      throw new Refusal('reference-ambiguous', 'A reference leads to many copies of one resource.')
    return [...found]
  }

  return {
    add(resource: JsonObject, fullUrl: string | undefined) {
      const name = nameOf(resource)
      put(byName, name, resource)
      if (fullUrl !== name) put(byName, fullUrl, resource)
    },

    /** Every resource the reference may mean; several where an id occurs twice. */
    find,

    /** As `find`, but content with some of very many copies. */
    findSome(reference: string, container: JsonObject): readonly JsonObject[] {
      return [...(lookUp(reference, container) ?? [])].slice(0, maxCopies)
    },

    /**
     * What is derived from the resource a field refers to. Copies must agree; a resource that is not at hand is
     * refused rather than ignored, since whoever has it would come to another result.
     */
    derive<T>(
      reference: JsonObject,
      container: JsonObject,
      type: string,
      of: (resource: JsonObject) => T,
    ): T | undefined {
      const literal = text(reference, 'reference')
      if (literal === undefined) return undefined
      const derived = find(literal, container)
        .filter((resource) => field(resource, 'resourceType') === type)
        .map(of)
      if (derived.length === 0)
        throw new Refusal('reference-unresolved', `A referenced ${type} is not part of the input.`)
      if (new Set(derived.map(fingerprint)).size > 1)
        throw new Refusal('reference-ambiguous', `Copies of a referenced ${type} differ.`)
      return derived[0]
    },

    /** The name a reference to a type stands for, the same for every way of writing it. */
    canonical(reference: JsonObject, container: JsonObject, type: string): string | undefined {
      const literal = text(reference, 'reference')
      if (literal === undefined) return undefined
      const named = literal.startsWith('#') ? undefined : typeAndId(literal)
      if (named) return named.type === type ? `${named.type}/${named.id}` : undefined
      const names = new Set(
        find(literal, container)
          .filter((resource) => field(resource, 'resourceType') === type)
          .map(nameOf),
      )
      if (names.size > 1) throw new Refusal('reference-ambiguous', `Copies of a referenced ${type} differ.`)
      return literal.startsWith('#') ? undefined : [...names][0]
    },
  }
}

function shortName(reference: string): string {
  const found = typeAndId(reference)
  return found ? `${found.type}/${found.id}` : reference
}

function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? `${part}n` : isObject(part) ? Object.entries(part).sort() : part,
  )
}
