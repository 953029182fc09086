import { type Coding, codingsOf } from './concept.js'
import { field, isObject, type JsonObject, object, objects, values } from './json.js'
import { isAmbiguous } from './parseJson.js'
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

/**
 * Refuses what rests on a resource of test data, with modifiers, or that states a field twice: a modifier may turn the
 * meaning of what it stands in into its opposite.
 */
export function assertPlain(resource: JsonObject): void {
  if (isTestData(resource)) throw testData()
  assertUnambiguous(resource)
  if (someWithin(resource, statesModifier)) throw modified()
}

export function assertUnambiguous(element: JsonObject): void {
  if (someWithin(element, isAmbiguous)) throw repeated()
}

/** Of the element and all it holds; contained resources speak for themselves. */
function someWithin(element: JsonObject, holds: (one: JsonObject) => boolean): boolean {
  const open: object[] = [element]
  for (let next = open.pop(); next; next = open.pop()) {
    if (isObject(next) && holds(next)) return true
    for (const [key, value] of Object.entries(next))
      if (key !== 'contained' && typeof value === 'object' && value !== null) open.push(value)
  }
  return false
}

/** Refuses what is about a patient for tests; of a patient only the name and the marks matter. */
export function assertRealPatient(patient: JsonObject): void {
  const meta = object(patient, 'meta')
  if (isAmbiguous(patient) || (meta && isAmbiguous(meta))) throw repeated()
  if (isTestData(patient)) throw testData()
}

function statesModifier(element: JsonObject): boolean {
  return ['modifierExtension', '_modifierExtension', 'implicitRules'].some(
    (key) => values(element, key).length > 0,
  )
}

/** What a Bundle says of all that is in it, by itself or by the header of the message. */
export function inheritedMarkOf(bundle: JsonObject): Refusal | undefined {
  const headers = objects(bundle, 'entry')
    .map((entry) => object(entry, 'resource'))
    .filter((resource) => resource && field(resource, 'resourceType') === 'MessageHeader')
  if ([bundle, ...objects(bundle, 'entry')].some(isAmbiguous)) return repeated()
  if ([bundle, ...headers].some((resource) => resource && isTestData(resource))) return testData()
  return statesModifier(bundle) ? modified() : undefined
}

function testData(): Refusal {
  return new Refusal('test-data', 'It is marked as test data, which is about nobody.')
}

function modified(): Refusal {
  return new Refusal('modifier-not-understood', 'It is modified by rules not known here.')
}

export function repeated(): Refusal {
  return new Refusal('json-ambiguous', 'The text states a field twice; which of the two counts is not told.')
}
