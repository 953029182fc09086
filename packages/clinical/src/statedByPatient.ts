import { addressOf, literalOf } from './address.js'
import { type Located, sourcesOf } from './collect.js'
import { codingsOf, conceptsOf } from './concept.js'
import { isObject, type JsonObject, object, text, values } from './json.js'
import { labelsOf } from './marks.js'
import type { Place, References } from './references.js'
import { Refusal } from './rejection.js'

const people: readonly string[] = ['Patient', 'RelatedPerson']
const answers = 'QuestionnaireResponse'

/** Categories of observations in which people tell of themselves. */
const told: ReadonlySet<string> = new Set(['survey', 'social-history', 'activity'])

/** Security labels of HL7 v3: asserted or reported by the patient, an acquaintance or who decides for the patient. */
const asserted: ReadonlySet<string> = new Set(['PATAST', 'PATRPT', 'PACQAST', 'PACQRPT', 'SDMAST', 'SDMRPT'])

/** A result counts because a laboratory or clinician states it. Refuses what the insured person states. */
export function assertNotStatedByPatient(located: Located, references: References): void {
  for (const source of sourcesOf(located))
    references.onceOf(assertNotStatedByPatient, source, () => assertSource(source, located, references))
}

function assertSource(source: JsonObject, place: Place, references: References): void {
  const subject = object(source, 'subject')
  for (const performer of values(source, 'performer'))
    if (isPerson(performer, subject, place, references))
      throw new Refusal('stated-by-patient', 'The patient or a relative performed the observation.')
  const derived = [...values(source, 'derivedFrom'), ...values(source, 'hasMember')]
  if (derived.some((one) => typesOf(one, place, references).has(answers)))
    throw new Refusal('stated-by-patient', 'The observation is taken from a questionnaire.')
  const categories = values(source, 'category').flatMap((one) => [
    ...codingsOf(one).flatMap(({ code }) => code ?? []),
    ...conceptsOf(one).flatMap((concept) => concept.text ?? []),
  ])
  if (categories.some((one) => told.has(one.toLowerCase())))
    throw new Refusal('stated-by-patient', 'The category is one of what patients tell of themselves.')
  if (labelsOf(source).some(({ code }) => code !== undefined && asserted.has(code)))
    throw new Refusal('stated-by-patient', 'A label says that the patient or an acquaintance asserts it.')
}

function isPerson(
  performer: unknown,
  subject: JsonObject | undefined,
  place: Place,
  references: References,
): boolean {
  const types = typesOf(performer, place, references)
  if (people.some((type) => types.has(type))) return true
  if (!isObject(performer)) return false
  const [own, theirs] = [performer, subject].map((one) => one && object(one, 'identifier'))
  if (own && theirs && text(own, 'value') && text(own, 'value') === text(theirs, 'value')) return true
  const literal = literalOf(performer)
  if (types.size === 0 && literal && !addressOf(literal))
    throw new Refusal('reference-unresolved', 'Who performed the observation is not part of the input.')
  return false
}

/** A reference of whatever shape; a report of an older release has its performer one level down. */
function typesOf(reference: unknown, place: Place, references: References): ReadonlySet<string> {
  const literal = typeof reference === 'string' ? { reference: reference.trim() } : reference
  if (!isObject(literal)) return new Set()
  return references.typesOf(object(literal, 'actor') ?? literal, place)
}
