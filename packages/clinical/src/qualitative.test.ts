import { describe, expect, it } from 'vitest'
import { findingOf, loinc, type ReportedAnswer, snomed } from './qualitative.js'

const reported = (part: Partial<ReportedAnswer>): ReportedAnswer => ({
  codings: [],
  text: undefined,
  interpretations: [],
  ...part,
})
const code = (one: string, system = snomed) => ({ codings: [{ system, code: one }] })
const naat = (part: Partial<ReportedAnswer>) => findingOf('sars-cov-2-naat', 'presence', reported(part))
const malaria = (part: Partial<ReportedAnswer>) => findingOf('malaria', 'presence', reported(part))
const because = (reason: string) => expect.objectContaining({ reason })

describe('findingOf', () => {
  it.each(['419984006', '82334004', '42425007', '455371000124106', '125154007'])(
    'refuses SNOMED CT %s as not conclusive',
    (one) => expect(() => naat(code(one))).toThrow(because('value-inconclusive')),
  )

  it.each([
    ['an unknown code', code('373121007')],
    ['a masked code', code('*********')],
    ["the laboratory's own code", code('NEGATIVE', 'L')],
    ['a code without a system', { codings: [{ system: undefined, code: '260373001' }] }],
    ['a code of another system', code('260373001', loinc)],
    ['an organism where presence is asked', code('34706006')],
    ['an unknown code beside text', { ...code('373121007'), text: 'Negative' }],
    ['text not in the table', { text: 'not really positive' }],
    ['text that only begins so', { text: 'Positive?' }],
  ])('refuses %s', (_, part) => expect(() => naat(part)).toThrow(because('value-not-recognised')))

  it('refuses codings that disagree, or of which one is unknown', () => {
    for (const other of ['260415000', '373121007'])
      expect(() =>
        naat({ codings: [...code('260373001').codings, { system: snomed, code: other }] }),
      ).toThrow(because('value-ambiguous'))
  })

  it.each([
    ['260373001', 'NEG'],
    ['260373001', 'ND'],
    ['260373001', 'N'],
    ['260415000', 'POS'],
    ['260415000', 'A'],
  ])('refuses %s interpreted as %s', (one, interpretation) =>
    expect(() => naat({ ...code(one), interpretations: [interpretation] })).toThrow(
      because('value-contradicts-interpretation'),
    ),
  )

  it.each(['IND', 'E', 'WR', 'QCF'])('refuses a result interpreted as %s', (one) =>
    expect(() => naat({ ...code('260373001'), interpretations: [one] })).toThrow(
      because('value-inconclusive'),
    ),
  )

  it.each(['NR', 'neg', 'N'])('refuses a detection that another system judges as %s', (one) =>
    expect(() => naat({ ...code('260373001'), judgements: [one] })).toThrow(
      because('value-contradicts-interpretation'),
    ),
  )

  it.each([
    'Not detected',
    'NEGATIVE',
    'negativ',
    'Négatif',
    'Nicht nachgewiesen',
    'SARS-CoV-2 RNA not detected by PCR',
    'No SARS-CoV-2 found',
    'NEG',
    'Not detected (qualifier value)',
    'Non-reactive',
  ])('refuses a detection beside the words %s', (words) => {
    const contradiction = because('value-contradicts-text')
    expect(() => naat({ ...code('260373001'), text: words })).toThrow(contradiction)
    expect(() => naat({ ...code('260373001'), asides: [words] })).toThrow(contradiction)
    const shown = { system: snomed, code: '260373001', display: words }
    expect(() => naat({ codings: [shown] })).toThrow(contradiction)
    expect(() => naat({ text: 'Detected', codings: [{ ...shown, system: 'L', code: 'X' }] })).toThrow(
      contradiction,
    )
    expect(() => malaria({ interpretations: ['POS'], asides: [words] })).toThrow(contradiction)
  })

  it.each(['Presumptive', 'Test invalid', 'indeterminate'])('refuses what is said to be %s', (words) =>
    expect(() => naat({ ...code('260373001'), text: words })).toThrow(because('value-contradicts-text')),
  )

  it("refuses text against the laboratory's own code, or a code without its system", () => {
    const contradiction = because('value-contradicts-text')
    expect(() => naat({ ...code('NEGATIVE', 'L'), text: 'Positive' })).toThrow(contradiction)
    const bare = { codings: [{ system: undefined, code: '260415000' }] }
    expect(() => naat({ ...bare, text: 'Detected' })).toThrow(contradiction)
    expect(() => naat({ ...code('LA6577-6', 'LN'), text: 'Detected' })).toThrow(contradiction)
  })

  it('refuses a result interpreted as indeterminate', () =>
    expect(() => naat({ ...code('260373001'), interpretations: ['IND'] })).toThrow(
      because('value-inconclusive'),
    ))

  it('refuses an interpretation alone where the measure does not admit it, and a judgement alone everywhere', () => {
    expect(() => naat({ interpretations: ['POS'] })).toThrow(because('value-missing'))
    expect(() => malaria({ interpretations: ['A'] })).toThrow(because('value-missing'))
    expect(() => malaria({})).toThrow(because('value-missing'))
  })

  it('refuses the absence of one species as absence of malaria', () =>
    expect(() => findingOf('malaria', 'presence-of-one', reported(code('260415000')))).toThrow(
      because('value-inconclusive'),
    ))

  it.each([
    [snomed, '260373001', 1n],
    [snomed, '10828004', 1n],
    [snomed, '52101004', 1n],
    [snomed, '260415000', 0n],
    [snomed, '260385009', 0n],
    [snomed, '2667000', 0n],
    [loinc, 'LA11882-0', 1n],
    [loinc, 'LA6576-8', 1n],
    [loinc, 'LA9633-4', 1n],
    [loinc, 'LA11883-8', 0n],
    [loinc, 'LA6577-6', 0n],
    [loinc, 'LA9634-2', 0n],
  ])('reads %s %s', (system, one, value) => {
    expect(naat(code(one, system))).toBe(value)
  })

  it('reads text of the table, in any case', () => {
    expect(naat({ text: ' Not  detected ' })).toBe(0n)
    expect(naat({ text: 'POSITIVE' })).toBe(1n)
  })

  it("reads the text beside the laboratory's own codes", () => {
    expect(naat({ ...code('D', 'L'), text: 'Detected' })).toBe(1n)
    expect(naat({ ...code('NEGATIVE', 'L'), text: 'Negative' })).toBe(0n)
    expect(naat({ codings: [{ system: undefined, code: '260373001' }], text: 'Detected' })).toBe(1n)
  })

  it('reads a code beside words that agree or say nothing', () => {
    for (const words of ['Detected', 'SARS-CoV-2 detected', 'see report', 'Positive (qualifier value)'])
      expect(naat({ ...code('260373001'), text: words })).toBe(1n)
    expect(naat({ ...code('260415000'), text: 'No SARS-CoV-2 RNA detected' })).toBe(0n)
    const species = { system: snomed, code: '30020004', display: 'Plasmodium falciparum (organism)' }
    expect(findingOf('malaria', 'identification', reported({ codings: [species] }))).toBe(1n)
  })

  it('reads a code beside codes of the laboratory, and beside interpretations that agree', () => {
    const codings = [...code('260373001').codings, { system: 'L', code: 'POS' }]
    expect(naat({ codings, interpretations: ['A', 'DET', 'LX'] })).toBe(1n)
    expect(naat({ ...code('260415000'), interpretations: ['N'] })).toBe(0n)
  })

  it('reads an interpretation alone where the measure admits it', () => {
    expect(malaria({ interpretations: ['POS'] })).toBe(1n)
    expect(findingOf('dengue-ns1', 'presence', reported({ interpretations: ['NEG'] }))).toBe(0n)
  })

  it('reads an organism as a finding where the organism is asked', () => {
    expect(findingOf('malaria', 'identification', reported(code('30020004')))).toBe(1n)
    expect(findingOf('malaria', 'identification', reported(code('260415000')))).toBe(0n)
    expect(findingOf('malaria', 'presence-of-one', reported(code('260373001')))).toBe(1n)
  })
})
