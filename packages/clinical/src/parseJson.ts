import { AmbiguousJsonError, FhirTooLargeError, NotFhirError } from './errors.js'

const maxCharacters = 64 * 1024 * 1024

/**
 * JSON as a medical record needs it. `JSON.parse` takes the last of two values under one key and says nothing, so
 * that two readers of one text may see two results; here it is an `AmbiguousJsonError`. A byte-order mark in front is
 * passed over, as RFC 8259 allows. Errors quote nothing of the text.
 */
export function parseJson(source: string): unknown {
  const json = source.startsWith('\uFEFF') ? source.slice(1) : source
  if (json.length > maxCharacters) throw new FhirTooLargeError(maxCharacters, 'characters')
  const parsed = parse(json)
  if (hasRepeatedKey(json)) throw new AmbiguousJsonError()
  return parsed
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // The parser's own message quotes the input, which may be a patient's record.
    throw new NotFhirError('it is not JSON')
  }
}

const quote = 0x22
const backslash = 0x5c

/** One pass over a text that is known to be JSON, so that only strings and braces matter. */
function hasRepeatedKey(json: string): boolean {
  /** For each open object its keys, for each open array nothing. */
  const open: (Set<string> | undefined)[] = []
  let keyIsNext = false
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case '{':
        open.push(new Set())
        keyIsNext = true
        break
      case '[':
        open.push(undefined)
        keyIsNext = false
        break
      case '}':
      case ']':
        open.pop()
        keyIsNext = false
        break
      case ',':
        keyIsNext = open.at(-1) !== undefined
        break
      case '"': {
        const end = endOfString(json, at)
        const keys = keyIsNext ? open.at(-1) : undefined
        if (keys) {
          const raw = json.slice(at, end + 1)
          const key: string = raw.includes('\\') ? JSON.parse(raw) : raw.slice(1, -1)
          if (keys.has(key)) return true
          keys.add(key)
          keyIsNext = false
        }
        at = end
      }
    }
  }
  return false
}

function endOfString(json: string, start: number): number {
  let at = start + 1
  for (let code = json.charCodeAt(at); code !== quote; code = json.charCodeAt(at))
    at += code === backslash ? 2 : 1
  return at
}
