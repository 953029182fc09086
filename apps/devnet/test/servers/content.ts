import type { Observation, ServiceRequest, Specimen } from '@medplum/fhirtypes'
import type { HospitalContent } from '../../src/hospital/content.js'
import { resultResources } from '../../src/hospital/sandbox/build.js'
import { laboratoryTests } from '../../src/hospital/sandbox/tests.js'

/** Patients of the tests, by what their records are like. */
export const FEW = 'few'
export const TENS = 'tens'
export const MANY = 'many'
export const ORDERED = 'ordered'

const patients = [
  { patient: FEW, results: 3 },
  { patient: TENS, results: 30 },
  { patient: MANY, results: 300 },
  { patient: ORDERED, results: 60 },
]

/** The values of the results that a node shows of one of them: fifty at most, the latest first. */
export function shown(patient: string): string[] {
  const { results } = patients.find((one) => one.patient === patient)!
  return Array.from({ length: results }, (_, index) => `${tenthsOf(index) * 1_000}`)
    .reverse()
    .slice(0, 50)
}

export const content: HospitalContent = {
  resources: patients.flatMap(({ patient, results }) => [
    { resourceType: 'Patient', id: patient },
    ...Array.from({ length: results }, (_, index) => resultOf(patient, index)).flat(),
  ]),
  accounts: patients.map(({ patient }) => ({
    patient,
    username: patient,
    password: 'sandbox',
    name: patient,
  })),
}

function tenthsOf(index: number): number {
  return 40 + (index % 100)
}

function resultOf(patient: string, index: number) {
  const at = new Date(Date.parse('2024-01-01T08:00:00Z') + index * 86_400_000).toISOString()
  const result = { test: laboratoryTests.hba1c, at, value: tenthsOf(index) / 10 }
  const resources = resultResources(patient, result, index)
  return patient === ORDERED ? identifiedByOrder(patient, index, resources) : resources
}

/** Specimen and result without a number of their own: only the order has one, as where the ward takes the blood. */
function identifiedByOrder(patient: string, index: number, resources: ReturnType<typeof resultResources>) {
  const [specimen, observation] = structuredClone(resources) as [
    Specimen & { id: string },
    Observation & { id: string },
  ]
  const order: ServiceRequest & { id: string } = {
    resourceType: 'ServiceRequest',
    id: `order-${index}`,
    status: 'completed',
    intent: 'order',
    subject: { reference: `Patient/${patient}` },
    identifier: [{ system: 'https://sandbox.aceso.example/identifiers/order', value: `ORD-${index}` }],
  }
  delete specimen.accessionIdentifier
  delete observation.identifier
  observation.basedOn = [{ reference: `ServiceRequest/${order.id}` }]
  return [order, specimen, observation]
}
