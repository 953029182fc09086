import type { WithId } from '@medplum/core'
import type { CodeableConcept, Observation, Patient, Resource, Specimen } from '@medplum/fhirtypes'

const LOINC = 'http://loinc.org'
const SNOMED = 'http://snomed.info/sct'
const UCUM = 'http://unitsofmeasure.org'
const HOSPITAL = 'https://sandbox.aceso.example/identifiers'

export type SandboxPatient = {
  patient: string
  username: string
  name: string
  resources: WithId<Resource>[]
}

/** A test the sandbox's laboratory does: what is measured, in what, from what. */
export type LaboratoryTest = { loinc: string; display: string; unit?: string; specimen: string }

export type Result = {
  test: LaboratoryTest
  /** When the specimen was taken. */
  at: string
  value: number | 'detected' | 'not-detected'
  status?: Observation['status']
}

const findings: Record<'detected' | 'not-detected', CodeableConcept> = {
  detected: { coding: [{ system: SNOMED, code: '260373001', display: 'Detected' }], text: 'Detected' },
  'not-detected': {
    coding: [{ system: SNOMED, code: '260415000', display: 'Not detected' }],
    text: 'Not detected',
  },
}

type PatientDetails = {
  id: string
  given: string
  family: string
  gender: Exclude<Patient['gender'], undefined>
  birthDate: string
  results: readonly Result[]
}

/** A synthetic patient with results; each has its own specimen and accession number, as laboratories give them. */
export function sandboxPatient({
  id,
  given,
  family,
  gender,
  birthDate,
  results,
}: PatientDetails): SandboxPatient {
  const patient: WithId<Patient> = {
    resourceType: 'Patient',
    id,
    identifier: [{ system: `${HOSPITAL}/patient`, value: `S-${id}` }],
    active: true,
    name: [{ use: 'official', given: [given], family }],
    gender,
    birthDate,
  }
  return {
    patient: id,
    username: `${given}.${family}`.toLowerCase(),
    name: `${given} ${family}`,
    resources: [patient, ...results.flatMap((result, index) => resultResources(id, result, index + 1))],
  }
}

/** A result with its specimen, as the laboratory records them. `number` is unique to the patient. */
export function resultResources(patient: string, result: Result, number: number): WithId<Resource>[] {
  const { test, at, value, status = 'final' } = result
  const accession = `${patient}-${number}`
  const subject = { reference: `Patient/${patient}` }
  const specimen: WithId<Specimen> = {
    resourceType: 'Specimen',
    id: `specimen-${accession}`,
    accessionIdentifier: { system: `${HOSPITAL}/accession`, value: `ACC-${accession}` },
    status: 'available',
    type: { text: test.specimen },
    subject,
    collection: { collectedDateTime: at },
  }
  const observation: WithId<Observation> = {
    resourceType: 'Observation',
    id: `result-${accession}`,
    identifier: [{ system: `${HOSPITAL}/result`, value: `RES-${accession}` }],
    status,
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/observation-category',
            code: 'laboratory',
            display: 'Laboratory',
          },
        ],
      },
    ],
    code: { coding: [{ system: LOINC, code: test.loinc, display: test.display }], text: test.display },
    subject,
    effectiveDateTime: at,
    issued: new Date(Date.parse(at) + 4 * 3_600_000).toISOString(),
    specimen: { reference: `Specimen/specimen-${accession}` },
    ...(typeof value === 'number'
      ? { valueQuantity: { value, unit: test.unit ?? '1', system: UCUM, code: test.unit ?? '1' } }
      : { valueCodeableConcept: findings[value] }),
  }
  return [specimen, observation]
}
