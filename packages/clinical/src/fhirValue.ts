import { type MeasureName, measureOf } from '@aceso/core'
import { conceptsOf } from './concept.js'
import { decimalOf } from './decimal.js'
import { field, type JsonObject, object, objects, text, values } from './json.js'
import { findingOf, interpretationSuffices, loinc, type ReportedAnswer } from './qualitative.js'
import { quantityInUnitOf } from './quantity.js'
import { Refusal } from './rejection.js'
import { type Answer, measureOfLoinc, namesAnother, type Scale } from './valueSets.js'

/** A measure, and the codes under which a record states it. */
export type Meaning = { measure: MeasureName; readings: { code: string; reading: Scale | Answer }[] }

const ucum = 'http://unitsofmeasure.org'
const loincSystems: ReadonlySet<unknown> = new Set([loinc, 'urn:oid:2.16.840.1.113883.6.1'])
const interpretationSystems: ReadonlySet<unknown> = new Set([
  'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
  'http://terminology.hl7.org/CodeSystem/v2-0078',
  'http://hl7.org/fhir/v3/ObservationInterpretation',
  'http://hl7.org/fhir/v2/0078',
  'urn:oid:2.16.840.1.113883.5.83',
  'urn:oid:2.16.840.1.113883.12.78',
])
const absenceSystems: ReadonlySet<unknown> = new Set([
  'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  'http://hl7.org/fhir/data-absent-reason',
])

/** The measure behind the codes, which must not mean anything beside it. */
export function meaningOf(element: JsonObject): Meaning | undefined {
  const code = object(element, 'code')
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
  if (mentionedMeasures(element).some((measure) => measure !== first.measure))
    throw new Refusal('code-ambiguous', `Beside ${first.code} stands a code of another measure.`)
  const words = conceptsOf(code).flatMap((concept) => [
    concept.text ?? '',
    ...concept.codings.map(({ display = '' }) => display),
  ])
  if (words.some((one) => namesAnother(first.measure, one)))
    throw new Refusal('code-ambiguous', `The words beside ${first.code} name another measure.`)
  return { measure: first.measure, readings: known }
}

/** The measures whose codes an element has, under whatever system and in whatever shape. */
export function mentionedMeasures(element: JsonObject): MeasureName[] {
  return conceptsOf(field(element, 'code')).flatMap(({ codings, text: words = '' }) =>
    [...codings.map(({ code = '' }) => code), ...(codings.length === 0 ? [words] : [])]
      .flatMap((one) => one.match(/\d{1,7}-\d(?!\d)/g) ?? [])
      .flatMap((code) => measureOfLoinc(code)?.measure ?? []),
  )
}

/** The value as fixed-point in the unit of its measure. */
export function valueUnder(meaning: Meaning, resource: JsonObject): bigint {
  const { measure, readings } = meaning
  const stated = Object.keys(resource).filter((key) => /^value[A-Z]/.test(key))
  if (stated.length > 1) throw new Refusal('value-ambiguous', 'More than one value[x] is stated.')
  assertPresent(measure, resource, stated[0])
  const quantitative = measureOf(measure).kind === 'quantitative'
  const read = quantitative ? quantityReader(resource, measure) : answerReader(resource, stated[0], measure)
  const found = new Set([...new Set(readings.map(({ reading }) => reading))].map(read))
  const [value] = found
  if (value === undefined || found.size > 1)
    throw new Refusal('code-ambiguous', 'Under its several codes the value means different things.')
  return value
}

/**
 * A value said to be absent is none. The one exception is a notification, which states the result by interpretation
 * and says of the value that it is not applicable.
 */
function assertPresent(measure: MeasureName, resource: JsonObject, valueField: string | undefined): void {
  const reasons = conceptsOf(field(resource, 'dataAbsentReason'))
  if (field(resource, 'dataAbsentReason') === undefined) return
  const codings = reasons.flatMap((reason) => reason.codings)
  const notApplicable =
    codings.length > 0 &&
    codings.every(({ system, code }) => absenceSystems.has(system) && code === 'not-applicable')
  if (!notApplicable || valueField !== undefined || !interpretationSuffices.has(measure))
    throw new Refusal('value-missing', 'The record says that the value is absent.')
}

function quantityReader(resource: JsonObject, measure: MeasureName): (reading: Scale | Answer) => bigint {
  const quantity = object(resource, 'valueQuantity')
  if (!quantity) throw new Refusal('value-missing', 'There is no valueQuantity.')
  const interpretations = interpretationsOf(resource)
  const codes = [...interpretations.interpretations, ...(interpretations.judgements ?? [])]
  // "< 4" bounds a value and states none; to attest the bound would be to invent a result.
  if (field(quantity, 'comparator') !== undefined || codes.some((code) => code === '<' || code === '>'))
    throw new Refusal('comparator', 'The quantity is a bound, not a value.')
  if (codes.includes('QCF')) throw new Refusal('value-inconclusive', 'The quality control failed.')
  const value = field(quantity, 'value')
  const exact = typeof value === 'number' ? decimalOf(value) : undefined
  if (!exact) throw new Refusal('value-malformed', 'valueQuantity.value is no decimal number.')
  const [system, code, display] = [text(quantity, 'system'), text(quantity, 'code'), text(quantity, 'unit')]
  const unit = system === ucum ? { ucum: code, display } : { local: code, display }
  return (reading) => quantityInUnitOf(measure, reading as Scale, exact, unit)
}

function answerReader(
  resource: JsonObject,
  valueField: string | undefined,
  measure: MeasureName,
): (reading: Scale | Answer) => bigint {
  if (valueField && valueField !== 'valueCodeableConcept' && valueField !== 'valueString')
    throw new Refusal('value-not-recognised', 'The value is neither coded nor text.')
  const [concept, ...others] = valueField ? conceptsOf(field(resource, valueField)) : []
  if (others.length > 0) throw new Refusal('value-ambiguous', `${valueField} holds several values.`)
  const reported = {
    codings: concept?.codings ?? [],
    text: concept?.text,
    ...interpretationsOf(resource),
  }
  if (valueField && reported.codings.length === 0 && reported.text === undefined)
    throw new Refusal('value-malformed', `${valueField} is empty.`)
  return (reading) => findingOf(measure, reading as Answer, reported)
}

/** The interpretation, which may contradict the value in every shape and wording. */
function interpretationsOf(
  resource: JsonObject,
): Pick<ReportedAnswer, 'interpretations' | 'judgements' | 'asides'> {
  const concepts = values(resource, 'interpretation').flatMap(conceptsOf)
  const codings = concepts.flatMap(({ codings }) => codings)
  const known = codings.filter(({ system }) => interpretationSystems.has(system))
  const others = codings.filter(({ system }) => !interpretationSystems.has(system))
  return {
    interpretations: known.flatMap(({ code }) => code ?? []),
    judgements: others.flatMap(({ code }) => code ?? []),
    asides: [...concepts.map((one) => one.text), ...codings.map(({ display }) => display)].filter(
      (one) => one !== undefined,
    ),
  }
}
