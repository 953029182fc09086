import { type MeasureName, measureOf } from '@aceso/core'
import { decimalOf } from './decimal.js'
import { field, type JsonObject, object, objects, text } from './json.js'
import { type Coding, findingOf, loinc } from './qualitative.js'
import { quantityInUnitOf } from './quantity.js'
import { Refusal } from './rejection.js'
import { type Answer, measureOfLoinc, type Scale } from './valueSets.js'

/** A measure, and the codes under which a record states it. */
export type Meaning = { measure: MeasureName; readings: { code: string; reading: Scale | Answer }[] }

const ucum = 'http://unitsofmeasure.org'
const loincSystems: ReadonlySet<unknown> = new Set([loinc, 'urn:oid:2.16.840.1.113883.6.1'])
const interpretationSystems: ReadonlySet<unknown> = new Set([
  'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
  'http://terminology.hl7.org/CodeSystem/v2-0078',
  'http://hl7.org/fhir/v2/0078',
])

/** The measure behind the codes, which must not mean anything beside it. */
export function meaningOf(resource: JsonObject): Meaning | undefined {
  const code = object(resource, 'code')
  const codes = new Set(
    (code ? objects(code, 'coding') : [])
      .filter((coding) => loincSystems.has(text(coding, 'system')))
      .flatMap((coding) => text(coding, 'code') ?? []),
  )
  const known = [...codes].flatMap((one) => {
    const found = measureOfLoinc(one)
    return found ? [{ code: one, ...found }] : []
  })
  const [first] = known
  if (!first) return undefined
  if (known.length < codes.size || known.some(({ measure }) => measure !== first.measure))
    throw new Refusal('code-ambiguous', `Beside ${first.code} stands a LOINC code of another meaning.`)
  return { measure: first.measure, readings: known }
}

/** The value as fixed-point in the unit of its measure. */
export function valueUnder(meaning: Meaning, resource: JsonObject): bigint {
  const { measure, readings } = meaning
  const stated = Object.keys(resource).filter((key) => /^value[A-Z]/.test(key))
  if (stated.length > 1) throw new Refusal('value-ambiguous', 'More than one value[x] is stated.')
  if (field(resource, 'dataAbsentReason') !== undefined)
    throw new Refusal('value-missing', 'The record says that the value is absent.')
  const quantitative = measureOf(measure).kind === 'quantitative'
  const values = new Set(
    readings.map(({ reading }) =>
      quantitative
        ? quantityOf(resource, measure, reading as Scale)
        : answerOf(resource, stated[0], measure, reading as Answer),
    ),
  )
  const [value] = values
  if (value === undefined || values.size > 1)
    throw new Refusal('code-ambiguous', 'Under its several codes the value means different things.')
  return value
}

function quantityOf(resource: JsonObject, measure: MeasureName, scale: Scale): bigint {
  const quantity = object(resource, 'valueQuantity')
  if (!quantity) throw new Refusal('value-missing', 'There is no valueQuantity.')
  // "< 4" bounds a value and states none; to attest the bound would be to invent a result.
  if (field(quantity, 'comparator') !== undefined)
    throw new Refusal('comparator', 'The quantity is a bound, not a value.')
  const value = field(quantity, 'value')
  const exact = typeof value === 'number' ? decimalOf(value) : undefined
  if (!exact) throw new Refusal('value-malformed', 'valueQuantity.value is no decimal number.')
  const [system, code, unit] = [text(quantity, 'system'), text(quantity, 'code'), text(quantity, 'unit')]
  if (system === ucum) return quantityInUnitOf(measure, scale, exact, { ucum: code, display: unit })
  return quantityInUnitOf(measure, scale, exact, { display: unit ?? code })
}

function answerOf(
  resource: JsonObject,
  valueField: string | undefined,
  measure: MeasureName,
  answer: Answer,
): bigint {
  if (valueField && valueField !== 'valueCodeableConcept' && valueField !== 'valueString')
    throw new Refusal('value-not-recognised', 'The value is neither coded nor text.')
  const concept = object(resource, 'valueCodeableConcept')
  const codings = concept ? codingsOf(concept) : []
  const phrase = concept ? text(concept, 'text') : text(resource, 'valueString')
  if (valueField && codings.length === 0 && phrase === undefined)
    throw new Refusal('value-malformed', `${valueField} is empty.`)
  const interpretations = objects(resource, 'interpretation')
    .flatMap(codingsOf)
    .filter(({ system }) => interpretationSystems.has(system))
    .flatMap(({ code }) => code ?? [])
  return findingOf(measure, answer, { codings, text: phrase, interpretations })
}

function codingsOf(concept: JsonObject): Coding[] {
  return objects(concept, 'coding').map((coding) => ({
    system: text(coding, 'system'),
    code: text(coding, 'code'),
  }))
}
