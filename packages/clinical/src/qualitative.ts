import type { MeasureName } from '@aceso/core'
import type { Coding } from './concept.js'
import { Refusal } from './rejection.js'
import type { Answer } from './valueSets.js'
import { wordingOf } from './wording.js'

/** A qualitative result as its source carries it, whatever the source. */
export type ReportedAnswer = {
  codings: readonly Coding[]
  /** Free text; states the result only where no coding of a known system does. It never contradicts one. */
  text: string | undefined
  /** Codes of HL7 table 0078. */
  interpretations: readonly string[]
  /** Codes of interpretation of no known system: they can contradict, never stand for a result. */
  judgements?: readonly string[]
  /** Words around the result, such as displays: they too can only contradict. */
  asides?: readonly string[]
}

type Finding = 'detected' | 'not-detected' | 'inconclusive' | 'organism'

export const snomed = 'http://snomed.info/sct'
export const loinc = 'http://loinc.org'

/** Plasmodium and its species that infect humans. */
export const plasmodia: readonly string[] = [
  '34706006', // Plasmodium (organism)
  '30020004', // Plasmodium falciparum
  '74746009', // Plasmodium vivax
  '18508006', // Plasmodium ovale
  '56395006', // Plasmodium malariae
  '49918008', // Plasmodium knowlesi
  '786826006', // Plasmodium ovale or Plasmodium vivax (finding)
]

const findings: ReadonlyMap<string, Finding> = new Map([
  [`${snomed}|260373001`, 'detected'], // Detected
  [`${snomed}|10828004`, 'detected'], // Positive
  [`${snomed}|52101004`, 'detected'], // Present
  [`${snomed}|260415000`, 'not-detected'], // Not detected
  [`${snomed}|260385009`, 'not-detected'], // Negative
  [`${snomed}|2667000`, 'not-detected'], // Absent
  [`${snomed}|419984006`, 'inconclusive'], // Inconclusive
  [`${snomed}|82334004`, 'inconclusive'], // Indeterminate
  [`${snomed}|42425007`, 'inconclusive'], // Equivocal
  [`${snomed}|455371000124106`, 'inconclusive'], // Invalid result
  [`${snomed}|125154007`, 'inconclusive'], // Specimen unsatisfactory for evaluation
  [`${loinc}|LA11882-0`, 'detected'], // Detected
  [`${loinc}|LA6576-8`, 'detected'], // Positive
  [`${loinc}|LA9633-4`, 'detected'], // Present
  [`${loinc}|LA11883-8`, 'not-detected'], // Not detected
  [`${loinc}|LA6577-6`, 'not-detected'], // Negative
  [`${loinc}|LA9634-2`, 'not-detected'], // Absent
  [`${loinc}|LA11884-6`, 'inconclusive'], // Indeterminate
  [`${loinc}|LA15841-2`, 'inconclusive'], // Invalid
  ...plasmodia.map((code) => [`${snomed}|${code}`, 'organism'] as const),
])

/** Compared in capitals and with single spaces. */
const phrases: ReadonlyMap<string, Finding> = new Map([
  ['DETECTED', 'detected'],
  ['POSITIVE', 'detected'],
  ['PRESENT', 'detected'],
  ['NOT DETECTED', 'not-detected'],
  ['NEGATIVE', 'not-detected'],
  ['ABSENT', 'not-detected'],
])

type Verdict = Exclude<Finding, 'organism'>

/** Codes that state a result. */
const conclusive: ReadonlyMap<string, Verdict> = new Map([
  ['POS', 'detected'],
  ['DET', 'detected'],
  ['RR', 'detected'], // Reactive
  ['NEG', 'not-detected'],
  ['ND', 'not-detected'],
  ['NR', 'not-detected'], // Non-reactive
  ['IND', 'inconclusive'],
  ['E', 'inconclusive'], // Equivocal
  ['WR', 'inconclusive'], // Weakly reactive
  ['QCF', 'inconclusive'], // Quality control failure
])

/** Codes that only judge a result stated elsewhere: they can contradict it, never stand for it. */
const judging: ReadonlyMap<string, Verdict> = new Map([
  ['A', 'detected'],
  ['AA', 'detected'],
  ['H', 'detected'],
  ['HH', 'detected'],
  ['N', 'not-detected'],
])

/**
 * Measures for which an interpretation alone is a result. Notifications of notifiable diseases state the result
 * so, without a value; laboratories that report SARS-CoV-2 state the value.
 */
export const interpretationSuffices: ReadonlySet<MeasureName> = new Set<MeasureName>([
  'dengue-ns1',
  'malaria',
])

/** 1n where detected, 0n where not; everything between is refused. */
export function findingOf(measure: MeasureName, answer: Answer, reported: ReportedAnswer): bigint {
  const stated = statedFinding(answer, reported)
  const interpreted = new Set<Verdict>()
  for (const code of reported.interpretations) {
    const finding = conclusive.get(code) ?? (stated ? judging.get(code) : undefined)
    if (finding) interpreted.add(finding)
  }
  if (!stated && !(interpretationSuffices.has(measure) && interpreted.size > 0))
    throw new Refusal(
      'value-missing',
      'There is no value, and no interpretation that counts for the measure.',
    )
  for (const code of reported.judgements ?? []) {
    const finding = verdictOfCode(code) ?? judging.get(code.toUpperCase())
    if (finding) interpreted.add(finding)
  }
  const all = new Set<Verdict>([...(stated ? [stated] : []), ...interpreted])
  if (all.has('inconclusive')) throw new Refusal('value-inconclusive', 'The result is not conclusive.')
  if (all.size > 1)
    throw new Refusal('value-contradicts-interpretation', 'Value and interpretation contradict each other.')
  for (const aside of asidesOf(reported)) {
    const hint = verdictOfCode(aside) ?? wordingOf(aside)
    if (hint && !all.has(hint))
      throw new Refusal('value-contradicts-text', 'The words beside the result contradict it.')
  }
  if (all.has('detected')) return 1n
  if (answer === 'presence-of-one')
    throw new Refusal('value-inconclusive', 'The absence of one species does not exclude the others.')
  return 0n
}

function verdictOfCode(code: string): Verdict | undefined {
  return conclusive.get(code.toUpperCase())
}

/** Whatever says something of the result without stating it: words, and codes of systems that are not read. */
function asidesOf({ codings, text, asides }: ReportedAnswer): string[] {
  const beside = codings.flatMap(({ system, code, display }) => {
    const meant = isKnown(system) ? undefined : (meaningOf(snomed, code) ?? meaningOf(loinc, code) ?? code)
    return [display, meant].filter((one) => one !== undefined)
  })
  return [...beside, ...(text === undefined ? [] : [text]), ...(asides ?? [])]
}

/** The words of a code that stands under another system than its own. */
function meaningOf(system: string, code: string | undefined): string | undefined {
  const finding = findings.get(`${system}|${code}`)
  return finding === 'organism' ? undefined : finding?.replace('-', ' ')
}

function isKnown(system: string | undefined): boolean {
  return system === snomed || system === loinc
}

function statedFinding(answer: Answer, { codings, text }: ReportedAnswer): Verdict | undefined {
  if (codings.length === 0 && text === undefined) return undefined
  const found = new Set<Finding | undefined>()
  // Codes of the laboratory's own are passed over; one of a known system that is not in the table is not.
  const known = codings.filter(({ system }) => isKnown(system))
  for (const { system, code } of known) found.add(findings.get(`${system}|${code}`))
  if (known.length === 0 && text !== undefined)
    found.add(phrases.get(text.trim().replaceAll(/\s+/g, ' ').toUpperCase()))
  if (found.delete('organism')) found.add(answer === 'identification' ? 'detected' : undefined)
  const [finding] = found
  if (found.size > 1) throw new Refusal('value-ambiguous', 'The codings of the value do not agree.')
  if (!finding) throw new Refusal('value-not-recognised', 'The value is not in the table of answers.')
  return finding as Verdict
}
