import type { MeasureName } from '@aceso/core'

/** How a quantity under a LOINC code is to be read; the units each admits are in `quantity.ts`. */
export type Scale = 'hba1c' | 'hba1c-ifcc' | 'glucose'

/**
 * How an answer under a LOINC code is to be read.
 * - `presence`: detected or not detected.
 * - `presence-of-one`: one species of several. Finding it is a finding; not finding it says nothing of the others.
 * - `identification`: the answer names the organism, or says that there is none.
 */
export type Answer = 'presence' | 'presence-of-one' | 'identification'

type ValueSet = Readonly<Record<string, Scale | Answer>>

/** NGSP percentage: the scale of diagnosis and treatment targets (6.5 %), with or without the method named. */
const hba1c: ValueSet = {
  '4548-4': 'hba1c', // Hemoglobin A1c/Hemoglobin.total in Blood
  '17856-6': 'hba1c', // … by HPLC
  '4549-2': 'hba1c', // … by Electrophoresis
  '17855-8': 'hba1c', // … by calculation
  '59261-8': 'hba1c-ifcc', // … by IFCC protocol
  // Not here: 41995-2 (mass per volume, no fraction), 71875-9 (pure fraction), 62388-4 (the Japanese protocol,
  // about 0.4 points lower), 55454-3 (names no property), 96595-4 (dried blood spot).
}

/** The code itself must say that the patient fasted, and that it is plasma or serum. */
const fastingGlucose: ValueSet = {
  '1558-6': 'glucose', // Fasting glucose [Mass/volume] in Serum or Plasma
  '14771-0': 'glucose', // Fasting glucose [Moles/volume] in Serum or Plasma
  '17865-7': 'glucose', // Glucose [Mass/volume] in Serum or Plasma --8 hours fasting
  '10450-5': 'glucose', // … --10 hours fasting
  '1554-5': 'glucose', // … --12 hours fasting
  // Not here: 2339-0, 2345-7, 14749-6, 15074-8 (at any time of the day); 76629-5, 77145-1 (whole blood, which
  // reads about a tenth lower, or not told apart from plasma).
}

/** The verdict on the virus's RNA, not on one of its genes: a single target can be presumptive only. */
const sarsCov2Naat: ValueSet = {
  '94500-6': 'presence', // SARS-CoV-2 RNA [Presence] in Respiratory specimen by NAA with probe detection
  '94309-2': 'presence', // … in Specimen by NAA with probe detection
  '94759-8': 'presence', // … in Nasopharynx by NAA with probe detection
  '95406-5': 'presence', // … in Nose by NAA with probe detection
  '94845-5': 'presence', // … in Saliva (oral fluid) by NAA with probe detection
  '94565-9': 'presence', // … in Nasopharynx by NAA with non-probe detection
  '95608-6': 'presence', // … in Respiratory specimen by NAA with non-probe detection
  // Not here: 94533-7, 94534-5, 94316-7 and other single genes; 94502-2, 41458-1 (other SARS viruses too, or
  // only); 94660-8 (serum); 94531-1, 95941-1 and other panels, which have no result of their own.
}

const sarsCov2Antigen: ValueSet = {
  '94558-4': 'presence', // SARS-CoV-2 Ag [Presence] in Respiratory specimen by Rapid immunoassay
  '97097-0': 'presence', // … in Upper respiratory specimen by Rapid immunoassay
  '96119-3': 'presence', // … in Upper respiratory specimen by Immunoassay
  // SARS-CoV and SARS-CoV-2, not told apart: the kits of 2020. The former has not circulated since 2004.
  '95209-3': 'presence',
  // Not here: 97099-6 and other combinations with influenza.
}

const dengueNs1: ValueSet = {
  '75377-2': 'presence', // Dengue virus NS1 Ag [Presence] in Serum, Plasma or Blood by Rapid immunoassay
  // Not here: 31798-2, 31799-0 (dengue antigen, not said to be NS1). 23831-4, 75365-4 and 91064-0, which are met
  // in the field, are no LOINC codes: their check digit is wrong.
}

const malaria: ValueSet = {
  '51587-4': 'presence', // Plasmodium sp [Presence] in Blood by Light microscopy
  '50687-3': 'presence', // Plasmodium sp Ag [Presence] in Blood
  '47085-6': 'presence', // Plasmodium sp DNA [Presence] in Blood by NAA with probe detection
  '70569-9': 'identification', // Plasmodium sp Ag [Identifier] in Blood by Rapid immunoassay
  '47260-5': 'identification', // Plasmodium sp DNA [Identifier] in Blood by NAA with probe detection
  '76772-3': 'presence-of-one', // Plasmodium falciparum Ag [Presence] in Blood by Rapid immunoassay
  '41447-4': 'presence-of-one', // Plasmodium falciparum DNA [Presence] in Blood by NAA with probe detection
  '41448-2': 'presence-of-one', // Plasmodium malariae DNA …
  '41449-0': 'presence-of-one', // Plasmodium ovale DNA …
  '41450-8': 'presence-of-one', // Plasmodium vivax DNA …
  '70568-1': 'presence-of-one', // Plasmodium knowlesi DNA …
  '101307-7': 'presence-of-one', // Plasmodium vivax+ovale DNA [Presence] in Blood by NAA with non-probe detection
  // Not here: 32700-7 (whatever a malaria smear shows, other parasites included), 41451-6 (the stage). 70048-1 is
  // no LOINC code: its check digit is wrong.
}

/** Pinned: which codes a measure means changes only with the measure's version. */
export const valueSets: Readonly<Record<MeasureName, ValueSet>> = {
  hba1c,
  'fasting-glucose': fastingGlucose,
  'sars-cov-2-naat': sarsCov2Naat,
  'sars-cov-2-antigen': sarsCov2Antigen,
  'dengue-ns1': dengueNs1,
  malaria,
}

const byCode: ReadonlyMap<string, { measure: MeasureName; reading: Scale | Answer }> = new Map(
  (Object.entries(valueSets) as [MeasureName, ValueSet][]).flatMap(([measure, codes]) =>
    Object.entries(codes).map(([code, reading]) => [code, { measure, reading }] as const),
  ),
)

/** The measure a LOINC code belongs to, and how its result is to be read. */
export function measureOfLoinc(code: string): { measure: MeasureName; reading: Scale | Answer } | undefined {
  return byCode.get(code)
}

/** How each measure is named, to notice words beside a code that name another one. */
const names: Readonly<Record<MeasureName, RegExp>> = {
  hba1c: /a1c|gly[ck]|ha?emoglobin|\bhb/i,
  'fasting-glucose': /gluco|sugar/i,
  'sars-cov-2-naat': /sars|covid|corona|\brna\b|\bpcr\b|\bnaat?\b/i,
  'sars-cov-2-antigen': /sars|covid|corona|antigen|\bag\b/i,
  'dengue-ns1': /dengue|\bns1\b/i,
  malaria: /malaria|plasmodi/i,
}

/** The words name another measure and not this one. */
export function namesAnother(measure: MeasureName, words: string): boolean {
  if (names[measure].test(words)) return false
  return Object.values(names).some((name) => name.test(words))
}
