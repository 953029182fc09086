import type { LaboratoryTest } from './build.js'

/** Tests of the sandbox's laboratory, each under the LOINC code and unit in which real ones report. */
export const laboratoryTests = {
  hba1c: {
    loinc: '4548-4',
    display: 'Hemoglobin A1c/Hemoglobin.total in Blood',
    unit: '%',
    specimen: 'Venous blood',
  },
  hba1cIfcc: {
    loinc: '59261-8',
    display: 'Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol',
    unit: 'mmol/mol',
    specimen: 'Venous blood',
  },
  fastingGlucose: {
    loinc: '1558-6',
    display: 'Fasting glucose [Mass/volume] in Serum or Plasma',
    unit: 'mg/dL',
    specimen: 'Plasma',
  },
  fastingGlucoseMolar: {
    loinc: '14771-0',
    display: 'Fasting glucose [Moles/volume] in Serum or Plasma',
    unit: 'mmol/L',
    specimen: 'Plasma',
  },
  sarsCov2Naat: {
    loinc: '94500-6',
    display:
      'SARS-CoV-2 (COVID-19) RNA [Presence] in Respiratory system specimen by NAA with probe detection',
    specimen: 'Nasopharyngeal swab',
  },
  sarsCov2Antigen: {
    loinc: '94558-4',
    display: 'SARS-CoV-2 (COVID-19) Ag [Presence] in Respiratory system specimen by Rapid immunoassay',
    specimen: 'Anterior nares swab',
  },
  dengueNs1: {
    loinc: '75377-2',
    display: 'Dengue virus NS1 Ag [Presence] in Serum, Plasma or Blood by Rapid immunoassay',
    specimen: 'Serum',
  },
  malariaSmear: {
    loinc: '51587-4',
    display: 'Plasmodium sp [Presence] in Blood by Light microscopy',
    specimen: 'Capillary blood',
  },
} as const satisfies Record<string, LaboratoryTest>
