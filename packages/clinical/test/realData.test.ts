import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type FhirReading, isValidLoinc, loincCodes, readFhir } from '../src/index.js'
import { plasmodia } from '../src/qualitative.js'

/** Public records that nobody of this project wrote; optional, and never part of the repository. */
const root = fileURLToPath(new URL('../../../../shared/data/fhir', import.meta.url))
const present = existsSync(root)
if (!present) console.warn(`Skipped: no public FHIR records at ${root}.`)

/** Each resource of a set, files of one resource a line included. */
function documents(set: string): { name: string; text: string }[] {
  return readdirSync(join(root, set), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|fhir|ndjson)$/.test(name))
    .flatMap((name) => {
      const text = readFileSync(join(root, set, name), 'utf8')
      try {
        JSON.parse(text)
        return [{ name, text }]
      } catch {
        return text.split('\n').flatMap((line) => (line.trim() ? [{ name, text: line }] : []))
      }
    })
}

function read(set: string): FhirReading[] {
  return documents(set).map(({ text }) => readFhir(text))
}

function counts(readings: readonly FhirReading[]) {
  const tally = (names: string[]) => {
    const counted: Record<string, number> = {}
    for (const name of names) counted[name] = (counted[name] ?? 0) + 1
    return counted
  }
  return {
    observations: tally(readings.flatMap((one) => one.observations.map(({ measure }) => measure))),
    rejections: tally(readings.flatMap((one) => one.rejections.map(({ reason }) => reason))),
  }
}

/** How often the text itself holds an Observation of a code, counted without this package. */
function occurrences(set: string, code: string): number {
  let found = 0
  for (const { text } of documents(set))
    JSON.parse(text, (_, value) => {
      if (value?.resourceType === 'Observation' && JSON.stringify(value.code ?? '').includes(`"${code}"`))
        found++
      return value
    })
  return found
}

describe.skipIf(!present)('public records', () => {
  it('of Synthea: every HbA1c, and no glucose that is not known to be fasting', () => {
    const readings = read('synthea-r4-bundles')
    expect(occurrences('synthea-r4-bundles', '4548-4')).toBe(50)
    expect(occurrences('synthea-r4-bundles', '2339-0')).toBe(53)
    expect(counts(readings)).toEqual({ observations: { hba1c: 50 }, rejections: {} })
    for (const { observations } of readings) {
      expect(new Set(observations.map(({ patient }) => patient)).size).toBeLessThanOrEqual(1)
      for (const { identity, patient } of observations) {
        expect(patient).toMatch(/^Patient\//)
        expect(identity).toContain('Encounter/')
      }
    }
  })

  it('of Synthea: no result is lost or doubled when each is read without its Bundle', () => {
    for (const { text } of documents('synthea-r4-bundles')) {
      const whole = readFhir(text)
      const entries: { resource: { resourceType: string } }[] = JSON.parse(text).entry ?? []
      const known = entries.filter(({ resource }) => ['Patient', 'Encounter'].includes(resource.resourceType))
      const alone = entries
        .filter(({ resource }) => resource.resourceType === 'Observation')
        .flatMap((entry) => readFhir({ resourceType: 'Bundle', entry: [entry, ...known] }).observations)
      expect(alone.sort((a, b) => Number(a.observedAt - b.observedAt))).toEqual(whole.observations)
    }
  })

  it('of US public-health laboratories: SARS-CoV-2 by PCR and by antigen', () => {
    const set = 'cdc-elr-r4'
    expect(occurrences(set, '94500-6')).toBe(19)
    expect(occurrences(set, '94558-4')).toBe(20)
    const readings = read(set)
    expect(counts(readings)).toEqual({
      observations: { 'sars-cov-2-naat': 16, 'sars-cov-2-antigen': 23 },
      rejections: {
        'code-not-read': 1, // 95209-3 under the system "oizfk3i67"
        'place-not-read': 1, // a report of 94558-4 without an Observation
        'test-data': 4, // messages of training, as their headers say
        'time-missing': 1,
        'value-contradicts-interpretation': 1,
        'value-not-recognised': 1,
      },
    })
    const all = readings.flatMap(({ observations }) => observations)
    expect(all.filter(({ measure, value }) => measure === 'sars-cov-2-naat' && value === 1n)).toHaveLength(15)
    expect(all.filter(({ measure, value }) => measure === 'sars-cov-2-antigen' && value === 1n)).toHaveLength(
      9,
    )
  })

  it.each([
    ['cdc-newborn-screening-r4', 12, { 'code-not-read': 1 }], // 94500-6 under the system "5380sz"
    ['spec-examples-r4', 198, {}],
    ['us-core-9', 49, {}],
    ['synthea-bulk-10', 4200, {}],
  ])('of %s: read without a result and without a fault', (set, size, rejections) => {
    const readings = read(set)
    expect(readings).toHaveLength(size)
    expect(counts(readings)).toEqual({ observations: {}, rejections })
    expect(readings.reduce((sum, { ignored }) => sum + ignored, 0)).toBeGreaterThanOrEqual(size)
  })

  it('of the Swiss notification guide: the codes and organisms of malaria are those it lists', () => {
    type ValueSet = {
      compose: { include: { system: string; concept?: { code: string; display: string }[] }[] }
    }
    const concepts = (file: string) => {
      const { compose }: ValueSet = JSON.parse(readFileSync(join(root, 'ch-elm-notifiable', file), 'utf8'))
      return compose.include.flatMap(({ concept }) => concept ?? [])
    }
    const organisms = concepts('ValueSet-ch-elm-results-mal-org.json').map(({ code }) => code)
    expect([...organisms].sort()).toEqual([...plasmodia].sort())
    const listed = concepts('ValueSet-ch-elm-results-laboratory-observation.json').filter(({ display }) =>
      display.startsWith('Plasmodium'),
    )
    expect(listed.length).toBeGreaterThan(0)
    for (const { code } of listed) {
      expect(isValidLoinc(code)).toBe(true)
      expect(loincCodes('malaria')).toContain(code)
    }
  })
})
