import { FhirTooLargeError, NotFhirError } from './errors.js'
import { assertBounded, isObject } from './json.js'

const maxCharacters = 64 * 1024 * 1024

/** Objects whose text states a field twice. The parsed object holds the last value only, and looks like any other. */
const ambiguous = new WeakSet<object>()

/**
 * JSON as a medical record needs it. `JSON.parse` takes the last of two values under one key and says nothing, so
 * that two readers of one text may see two results; here the object is remembered, and `readFhir` refuses what rests
 * on it, also as part of a Bundle put together later. A byte-order mark in front is passed over, as RFC 8259 allows.
 * Errors quote nothing of the text.
 */
export function parseJson(source: string): unknown {
  const json = source.startsWith('\uFEFF') ? source.slice(1) : source
  if (json.length > maxCharacters) throw new FhirTooLargeError(maxCharacters, 'characters')
  const parsed = parse(json)
  assertBounded(parsed)
  for (const path of pathsOfRepeatedKeys(json)) remember(parsed, path)
  return parsed
}

/** Whether the object's text stated one of its own fields twice. */
export function isAmbiguous(object: object): boolean {
  return ambiguous.has(object)
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // The parser's own message quotes the input, which may be a patient's record.
    throw new NotFhirError('it is not JSON')
  }
}

type Path = (string | number)[]

/** Within a value that another of the same key replaced nothing is found; the object above it is remembered too. */
function remember(root: unknown, path: Path): void {
  let found = root
  for (const step of path) {
    const holder = found
    if (typeof step === 'number') found = Array.isArray(holder) ? holder[step] : undefined
    else found = isObject(holder) && Object.hasOwn(holder, step) ? holder[step] : undefined
  }
  if (isObject(found)) ambiguous.add(found)
}

const quote = 0x22
const backslash = 0x5c

/** An open object with its keys, or an open array; `at` is the key or index that is being read. */
type Open = { keys: Set<string> | undefined; at: string | number; repeats: boolean }

/** One pass over a text that is known to be JSON, so that only strings, commas and brackets matter. */
function* pathsOfRepeatedKeys(json: string): Generator<Path> {
  const open: Open[] = []
  let keyIsNext = false
  for (let index = 0; index < json.length; index++) {
    const top = open.at(-1)
    switch (json[index]) {
      case '{':
        open.push({ keys: new Set(), at: '', repeats: false })
        keyIsNext = true
        break
      case '[':
        open.push({ keys: undefined, at: 0, repeats: false })
        keyIsNext = false
        break
      case '}':
      case ']':
        open.pop()
        keyIsNext = false
        if (top?.repeats) yield open.map(({ at }) => at)
        break
      case ',':
        keyIsNext = top?.keys !== undefined
        if (top && typeof top.at === 'number') top.at++
        break
      case '"': {
        const end = endOfString(json, index)
        if (keyIsNext && top?.keys) {
          const key = keyOf(json.slice(index, end + 1))
          if (top.keys.has(key)) top.repeats = true
          top.keys.add(key)
          top.at = key
          keyIsNext = false
        }
        index = end
      }
    }
  }
}

/** `"id"` and `"\u0069d"` are one key. */
function keyOf(quoted: string): string {
  return quoted.includes('\\') ? JSON.parse(quoted) : quoted.slice(1, -1)
}

function endOfString(json: string, start: number): number {
  let at = start + 1
  for (let code = json.charCodeAt(at); code !== quote; code = json.charCodeAt(at))
    at += code === backslash ? 2 : 1
  return at
}
