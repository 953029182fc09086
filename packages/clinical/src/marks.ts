import { type Coding, codingsOf } from './concept.js'
import { field, isObject, type JsonObject, object, objects, values } from './json.js'
import { Refusal } from './rejection.js'

/** HL7 table 0103: what is not P is no message of production, but of training or debugging. */
const processing = /\/v2[-/]0103$/

/** HL7's label for data that is about nobody, wherever it stands, and a message that says it is a trial. */
export function isTestData(resource: JsonObject): boolean {
  return labelsOf(resource).some(
    ({ system, code }) =>
      code?.toUpperCase() === 'HTEST' ||
      (system !== undefined && processing.test(system) && (code === 'T' || code === 'D')),
  )
}

/** Codes of the security labels and tags. */
export function labelsOf(resource: JsonObject): Coding[] {
  const meta = object(resource, 'meta')
  return meta ? [...values(meta, 'security'), ...values(meta, 'tag')].flatMap(codingsOf) : []
}

/** A modifier may turn the meaning of what it stands in into its opposite; contained resources have their own. */
export function isModified(resource: JsonObject): boolean {
  const open: unknown[] = [resource]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) {
      for (const one of next) if (one !== null) open.push(one)
    } else if (isObject(next)) {
      if (statesModifier(next)) return true
      for (const key of Object.keys(next)) {
        const value = next[key]
        if (key !== 'contained' && typeof value === 'object' && value !== null) open.push(value)
      }
    }
  }
  return false
}

function statesModifier(element: JsonObject): boolean {
  return ['modifierExtension', '_modifierExtension', 'implicitRules'].some(
    (key) => values(element, key).length > 0,
  )
}

/** Refuses what rests on a resource of test data or with modifiers. */
export function assertPlain(resource: JsonObject): void {
  if (isTestData(resource)) throw testData()
  if (isModified(resource)) throw modified()
}

/** What a Bundle says of all that is in it, by itself or by the header of the message. */
export function inheritedMarkOf(bundle: JsonObject): Refusal | undefined {
  const headers = objects(bundle, 'entry')
    .map((entry) => object(entry, 'resource'))
    .filter((resource) => resource && field(resource, 'resourceType') === 'MessageHeader')
  if ([bundle, ...headers].some((resource) => resource && isTestData(resource))) return testData()
  return statesModifier(bundle) ? modified() : undefined
}

function testData(): Refusal {
  return new Refusal('test-data', 'It is marked as test data, which is about nobody.')
}

function modified(): Refusal {
  return new Refusal('modifier-not-understood', 'It is modified by rules not known here.')
}
