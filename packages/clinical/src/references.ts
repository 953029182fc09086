import { addressOf, isUrn, literalOf, nameAt, ownAddress } from './address.js'
import { field, isObject, type JsonObject, object, objects, text } from './json.js'
import { createOnce } from './once.js'
import { Refusal } from './rejection.js'

/** Where a reference stands: fragments resolve against the container, relative addresses against the base. */
export type Place = { container: JsonObject; base: string | undefined }

export type References = ReturnType<typeof createReferences>

/**
 * Finds resources by address, by URN, and contained ones by fragment. Servers are told apart: `Specimen/s1` of another
 * base is another specimen. `home` is the base whose resources go by relative names.
 */
export function createReferences(home: string | undefined) {
  const byName = new Map<string, Set<JsonObject>>()
  const containers = new Map<JsonObject, number>()
  const missing = new Set<string>()
  const once = createOnce<string>()
  const onceOf = createOnce<JsonObject>()

  const put = (name: string, resource: JsonObject) => {
    const found = byName.get(name)
    if (found) found.add(resource)
    else byName.set(name, new Set([resource]))
  }

  const fragmentOf = (container: JsonObject, id: string) => {
    let number = containers.get(container)
    if (number === undefined) {
      number = containers.size
      containers.set(container, number)
      for (const resource of objects(container, 'contained')) {
        const own = text(resource, 'id')
        if (own) put(`${number}#${own}`, resource)
      }
    }
    return `${number}#${id}`
  }

  /** The name a literal reference stands for, the same for every way of writing it. */
  const nameOf = (literal: string, { container, base }: Place): string => {
    if (literal.startsWith('#')) return fragmentOf(container, literal.slice(1))
    const address = addressOf(literal)
    if (address) return nameAt(address, address.base ?? base ?? home, home)
    return isUrn(literal) ? literal.toLowerCase() : literal
  }

  /** Of several versions the one that is referred to; all of them where it is not told apart. */
  const targetOf = (literal: string, place: Place): string => {
    const name = nameOf(literal, place)
    const version = addressOf(literal)?.version
    const exact = `${name}|${version}`
    return version !== undefined && byName.has(exact) ? exact : name
  }

  const resourcesAt = (target: string, type: string): JsonObject[] =>
    [...(byName.get(target) ?? [])].filter((resource) => field(resource, 'resourceType') === type)

  return {
    /** The names under which a resource is found: of its address first. */
    add(resource: JsonObject, fullUrl: string | undefined, base: string | undefined): void {
      const meta = object(resource, 'meta')
      const own = ownAddress(resource)
      const version = addressOf(fullUrl ?? '')?.version ?? (meta && text(meta, 'versionId'))
      for (const literal of [fullUrl, own && `${own.type}/${own.id}`]) {
        if (literal === undefined) continue
        const name = nameOf(literal, { container: resource, base })
        put(name, resource)
        if (version !== undefined && version.length <= 64) put(`${name}|${version}`, resource)
      }
    },

    nameOf,

    /** Whether what a reference leads to is part of the input. */
    isPresent(reference: JsonObject, place: Place): boolean {
      const literal = literalOf(reference)
      return literal !== undefined && byName.has(targetOf(literal, place))
    },

    /** Names of what something was to be derived from, and was not at hand. */
    missing,

    /** As `createOnce`, for the length of one reading. */
    onceOf,

    /**
     * What is derived from the resource a field refers to. Copies must agree; a resource that is not at hand is
     * refused rather than ignored, since whoever has it would come to another result.
     */
    derive<T>(
      reference: JsonObject,
      place: Place,
      type: string,
      of: (resource: JsonObject) => T,
    ): T | undefined {
      const literal = literalOf(reference)
      if (literal === undefined) return undefined
      const target = targetOf(literal, place)
      return once(of, target, () => {
        const derived = resourcesAt(target, type).map(of)
        if (derived.length === 0) {
          missing.add(nameOf(literal, place))
          throw new Refusal('reference-unresolved', `A referenced ${type} is not part of the input.`)
        }
        if (new Set(derived.map(fingerprint)).size > 1)
          throw new Refusal('reference-ambiguous', `Copies of a referenced ${type} differ.`)
        return derived[0]
      })
    },

    /** The name of a referenced resource of a type, where it has one of its own. */
    canonical(reference: JsonObject, place: Place, type: string): string | undefined {
      const literal = literalOf(reference)
      if (literal === undefined || literal.startsWith('#')) return undefined
      const address = addressOf(literal)
      if (address) return address.type === type ? nameOf(literal, place) : undefined
      const target = nameOf(literal, place)
      return once(`name of ${type}`, target, () => {
        const names = new Set(
          resourcesAt(target, type).map((resource) => {
            const own = ownAddress(resource)
            return own && nameAt(own, home, home)
          }),
        )
        if (names.size > 1) throw new Refusal('reference-ambiguous', `Copies of a referenced ${type} differ.`)
        return [...names][0]
      })
    },

    /** What a reference leads to, by every way FHIR has to say so; empty where it does not say. */
    typesOf(reference: JsonObject, place: Place): ReadonlySet<TargetType> {
      const stated = text(reference, 'type')?.split('/').at(-1)
      const types = new Set<TargetType>(stated ? [targetType(stated)] : [])
      const literal = literalOf(reference)
      if (literal === undefined) return types
      const [searched] = /^[A-Z][A-Za-z]{1,63}(?=\?)/.exec(literal) ?? []
      const direct =
        addressOf(literal)?.type ?? searched ?? (literal === '#' && field(place.container, 'resourceType'))
      if (direct) types.add(targetType(direct))
      const target = targetOf(literal, place)
      const found = once(targetType, target, () => {
        const resources = [...(byName.get(target) ?? [])]
        return new Set(resources.map((resource) => targetType(text(resource, 'resourceType'))))
      })
      return new Set([...types, ...found])
    },
  }
}

/** The types that matter for what a reference means. */
const targetTypes = ['Patient', 'RelatedPerson', 'Observation', 'QuestionnaireResponse'] as const
export type TargetType = (typeof targetTypes)[number] | 'other'

function targetType(name: unknown): TargetType {
  return targetTypes.find((one) => one === name) ?? 'other'
}

function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? `${part}n` : isObject(part) ? Object.entries(part).sort() : part,
  )
}
