import { readFhir } from '@aceso/clinical'
import { AcesoError, DAY, type MeasureName, measureOf } from '@aceso/core'
import type { Resource } from '@medplum/fhirtypes'
import { formatUnits, parseUnits } from 'viem'
import { recordsContent, SANDBOX_PASSWORD } from '../hospital/content.js'
import { type PatientRecords, readRecords, recordedAt, splitRecords } from '../hospital/records.js'
import { resultResources } from '../hospital/sandbox/build.js'
import { sandboxPatients } from '../hospital/sandbox/patients.js'
import { laboratoryTests } from '../hospital/sandbox/tests.js'
import type { RecordsOption } from '../network/processes.js'
import { type DevelopmentProduct, developmentProducts } from '../network/products.js'

/** Whose cover the walk buys, and which result triggers it. */
export type Scenario = {
  account: { username: string; password: string }
  /** The patient's name, and the file that their record comes from. */
  patient: string
  productId: bigint
  product: DevelopmentProduct
  /** The result in words. */
  result: string
  /** Unix seconds of the result; undefined: as soon as the waiting period allows. */
  observedAt?: bigint
  /** What the laboratory records when the time has come, in order. */
  resources(at: bigint): Resource[]
  /** Unix seconds at which the chain begins; undefined: now. */
  genesis?: number
  records?: RecordsOption
}

export class NoTriggerError extends AcesoError {
  constructor(folder: string, patients: number, problems: readonly { file: string; reason: string }[]) {
    super(`No result of the ${patients} patients in ${folder} triggers one of the local products.`, {
      name: 'NoTriggerError',
      metaMessages: problems.slice(0, 5).map(({ file, reason }) => `- ${file} was not read: ${reason}`),
    })
  }
}

/** Days between purchase and result in a walk over records; the longest waiting period is 30. */
const DAYS_BEFORE_RESULT = 45n

/** A built-in patient whose next HbA1c reaches the threshold of diabetes. */
export function sandboxScenario(): Scenario {
  const [patient] = sandboxPatients
  const [product] = developmentProducts
  if (!patient || !product) throw new Error('the sandbox has no patient or no product')
  return {
    account: { username: patient.username, password: SANDBOX_PASSWORD },
    patient: `${patient.name} (built in)`,
    productId: 1n,
    product,
    result: 'HbA1c 7.1 %',
    resources(at) {
      const time = new Date(Number(at) * 1000).toISOString()
      return resultResources(
        patient.patient,
        { test: laboratoryTests.hba1c, at: time, value: 7.1 },
        Number(at),
      )
    },
  }
}

type Trigger = {
  records: PatientRecords
  product: DevelopmentProduct
  productId: bigint
  observedAt: bigint
  value: bigint
}

/** The first patient of a folder of FHIR Bundles whose record comes to trigger one of the local products. */
export function recordsScenario(folder: string): Scenario {
  const { patients, problems } = readRecords(folder)
  const trigger = developmentProducts
    .flatMap((product, i) => patients.map((records) => onset(records, product, BigInt(i + 1))))
    .find((found) => found !== undefined)
  if (!trigger) throw new NoTriggerError(folder, patients.length, problems)
  const { records, product, productId, observedAt, value } = trigger
  const from = new Date(Number(observedAt) * 1000)
  const holdBack = [`${records.patient}@${from.toISOString()}`]
  const accounts = recordsContent(folder).accounts
  const account = accounts.find(({ patient }) => patient === records.patient)
  if (!account) throw new NoTriggerError(folder, patients.length, problems)
  return {
    account,
    patient: `${records.name} (${records.source})`,
    productId,
    product,
    result: describe(product.measure, value, observedAt),
    observedAt,
    resources: () => ofThatMoment(records, from),
    genesis: Number(observedAt - DAYS_BEFORE_RESULT * DAY),
    records: { folder, holdBack },
  }
}

/** The patient's first result that triggers the product. */
function onset(records: PatientRecords, product: DevelopmentProduct, productId: bigint): Trigger | undefined {
  const { decimals } = measureOf(product.measure)
  const threshold = parseUnits(product.thresholds[0] ?? '0', decimals)
  const entry = records.resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource }))
  const { observations } = readFhir({ resourceType: 'Bundle', type: 'collection', entry })
  const [first] = observations
    .filter(({ measure, value }) => measure === product.measure && value >= threshold)
    .sort((a, b) => Number(a.observedAt - b.observedAt))
  return first && { records, product, productId, observedAt: first.observedAt, value: first.value }
}

/** What the file holds of the moment of the result, what is referred to before what refers to it. */
function ofThatMoment({ resources }: PatientRecords, from: Date): Resource[] {
  const order = ['Encounter', 'Specimen', 'Observation', 'DiagnosticReport']
  return splitRecords(resources, from)
    .from.filter((resource) => recordedAt(resource)?.getTime() === from.getTime())
    .sort((a, b) => order.indexOf(a.resourceType) - order.indexOf(b.resourceType))
}

function describe(measure: MeasureName, value: bigint, observedAt: bigint): string {
  const { title, kind, decimals, unit } = measureOf(measure)
  const shown = kind === 'qualitative' ? 'detected' : `${formatUnits(value, decimals)} ${unit}`
  return `${title} ${shown} on ${new Date(Number(observedAt) * 1000).toISOString().slice(0, 10)}`
}
