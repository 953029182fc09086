import { FhirTooDeepError, FhirTooLargeError } from './errors.js'

export type JsonObject = { readonly [key: string]: unknown }

const maxDepth = 64
const maxValues = 4_000_000

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Own properties only, so that nothing is ever read from a prototype. */
export function field(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** A trimmed, non-empty string, or nothing. */
export function text(object: JsonObject, key: string): string | undefined {
  const value = field(object, key)
  return typeof value === 'string' ? value.trim() || undefined : undefined
}

export function object(parent: JsonObject, key: string): JsonObject | undefined {
  const value = field(parent, key)
  return isObject(value) ? value : undefined
}

/** The objects of an array; what is no object is passed over, and no array is an empty one. */
export function objects(parent: JsonObject, key: string): JsonObject[] {
  const value = field(parent, key)
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** What a field holds, however it is wrapped: one value where an array is due, and arrays within arrays. */
export function values(parent: JsonObject, key: string): unknown[] {
  return listed(field(parent, key))
}

export function listed(value: unknown): unknown[] {
  const list: unknown[] = Array.isArray(value) ? value.flat(maxDepth) : [value]
  return list.filter((one) => one !== undefined && one !== null)
}

/**
 * Throws unless the value is a tree of bounded size and depth; shows every object of it. One pass, without
 * recursion.
 */
export function assertBounded(root: unknown, show: (found: JsonObject) => void = () => {}): void {
  const stack: { value: object; depth: number }[] = []
  let seen = 0
  const visit = (value: unknown, depth: number) => {
    if (typeof value !== 'object' || value === null) return
    if (depth > maxDepth) throw new FhirTooDeepError(maxDepth)
    stack.push({ value, depth })
  }
  visit(root, 1)
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, depth } = next
    if (Array.isArray(value)) {
      seen += value.length
      if (seen > maxValues) throw new FhirTooLargeError(maxValues, 'JSON values')
      for (const child of value) visit(child, depth + 1)
    } else {
      const keys = Object.keys(value)
      seen += keys.length
      if (seen > maxValues) throw new FhirTooLargeError(maxValues, 'JSON values')
      show(value as JsonObject)
      for (const key of keys) visit((value as JsonObject)[key], depth + 1)
    }
  }
}
