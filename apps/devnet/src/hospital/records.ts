import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WithId } from '@medplum/core'
import type { Bundle, HumanName, Observation, Patient, Resource } from '@medplum/fhirtypes'
import { isKeptType } from './definitions.js'
import { patientOf } from './repository.js'

type StoredResource = WithId<Resource>

/** One patient's records, from one file. `resources` begins with the Patient. */
export type PatientRecords = { patient: string; name: string; source: string; resources: StoredResource[] }

export type Records = {
  patients: PatientRecords[]
  /** Practitioners and organisations that the patients' records refer to. */
  shared: StoredResource[]
  /** Files that couldn't be used, and why. */
  problems: { file: string; reason: string }[]
}

/**
 * Reads a folder of FHIR R4 Bundles, one patient or more a file, as Synthea writes them. Of the resource types it
 * keeps patients, laboratory results, diagnostic reports, specimens and whatever orders, encounters, practitioners and
 * organisations those refer to. `urn:uuid:` references become `Type/id`; a reference that leads nowhere is cut.
 */
export function readRecords(directory: string): Records {
  const problems: Records['problems'] = []
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .sort()
  const bundles = files.flatMap((file) => {
    try {
      return [{ file, resources: keptResources(JSON.parse(readFileSync(join(directory, file), 'utf8'))) }]
    } catch (error) {
      problems.push({ file, reason: error instanceof Error ? error.message : String(error) })
      return []
    }
  })
  const addresses = new Map(
    bundles.flatMap(({ resources }) => resources.map(({ urn, path }) => [urn, path] as const)),
  )
  const byPath = new Map<string, { resource: StoredResource; source: string }>()
  for (const { file, resources } of bundles) {
    for (const { path, resource } of resources) {
      byPath.set(path, { resource: rewriteReferences(resource, addresses), source: file })
    }
  }
  const referred = referredFrom(byPath)
  return {
    ...grouped(
      [...byPath.values()].filter(({ resource }) => isClinical(resource) || referred.has(pathOf(resource))),
    ),
    problems,
  }
}

/** Parts resources into those dated before `at` and those of that moment or later; undated ones count as before. */
export function splitRecords<T extends Resource>(
  resources: readonly T[],
  at: Date,
): { before: T[]; from: T[] } {
  const isBefore = (resource: T) =>
    (recordedAt(resource)?.getTime() ?? Number.NEGATIVE_INFINITY) < at.getTime()
  return {
    before: resources.filter(isBefore),
    from: resources.filter((resource) => !isBefore(resource)),
  }
}

/** When a result was true of the patient, or an encounter began. Undefined for what has no date. */
export function recordedAt(resource: Resource): Date | undefined {
  const dated = resource as Observation & {
    period?: { start?: string }
    collection?: { collectedDateTime?: string }
  }
  const text =
    dated.effectiveDateTime ??
    dated.effectiveInstant ??
    dated.effectivePeriod?.start ??
    dated.period?.start ??
    dated.collection?.collectedDateTime ??
    dated.issued
  const date = new Date(text ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** A patient's name in one line. */
export function displayName({ name, id }: Patient): string {
  const { text, given = [], family }: HumanName = name?.[0] ?? {}
  return text ?? ([...given, family].filter(Boolean).join(' ') || `Patient ${id}`)
}

function keptResources(input: unknown) {
  const bundle = input as Bundle | null
  if (bundle?.resourceType !== 'Bundle') throw new Error('It is not a FHIR Bundle.')
  const entries = (bundle.entry ?? []).filter(({ resource }) => isKeptType(resource?.resourceType))
  if (entries.length === 0) throw new Error('It holds no resource the hospital keeps.')
  return entries.flatMap(({ fullUrl, resource }) => {
    const id = resource?.id ?? fullUrl?.replace(/^urn:uuid:/, '')
    if (!resource || !id || !isLaboratory(resource)) return []
    const stored = { ...resource, id } as StoredResource
    return [{ urn: fullUrl ?? '', path: pathOf(stored), resource: stored }]
  })
}

/** Vital signs, surveys and images are no laboratory results; an Observation without a category may be one. */
function isLaboratory(resource: Resource): boolean {
  if (resource.resourceType !== 'Observation' || !resource.category?.length) return true
  return resource.category.some(({ coding }) => coding?.some(({ code }) => code === 'laboratory'))
}

function isClinical({ resourceType }: Resource): boolean {
  return !['Encounter', 'ServiceRequest', 'Practitioner', 'Organization'].includes(resourceType)
}

function pathOf({ resourceType, id }: StoredResource): string {
  return `${resourceType}/${id}`
}

/** A copy in which every reference is `Type/id`, or gone where the target isn't kept. */
function rewriteReferences<T>(value: T, addresses: ReadonlyMap<string, string>): T {
  if (Array.isArray(value)) return value.map((item) => rewriteReferences(item, addresses)) as T
  if (value === null || typeof value !== 'object') return value
  const copy: Record<string, unknown> = {}
  for (const [name, child] of Object.entries(value)) {
    const local = name === 'reference' && typeof child === 'string' && child.startsWith('urn:uuid:')
    const target = local ? addresses.get(child) : rewriteReferences(child, addresses)
    if (target !== undefined) copy[name] = target
  }
  return copy as T
}

/** Paths of everything the clinical resources refer to, also through others. */
function referredFrom(byPath: ReadonlyMap<string, { resource: StoredResource }>): Set<string> {
  const reached = new Set<string>()
  const queue = [...byPath.values()].map(({ resource }) => resource).filter(isClinical)
  for (let resource = queue.pop(); resource; resource = queue.pop()) {
    for (const [, path = ''] of JSON.stringify(resource).matchAll(/"reference":"([A-Za-z]+\/[^"]+)"/g)) {
      const target = byPath.get(path)?.resource
      if (!target || reached.has(path)) continue
      reached.add(path)
      queue.push(target)
    }
  }
  return reached
}

function grouped(kept: { resource: StoredResource; source: string }[]): Pick<Records, 'patients' | 'shared'> {
  const patients = new Map<string, PatientRecords>()
  for (const { resource, source } of kept) {
    if (resource.resourceType !== 'Patient') continue
    patients.set(resource.id, {
      patient: resource.id,
      name: displayName(resource),
      source,
      resources: [resource],
    })
  }
  const shared: StoredResource[] = []
  for (const { resource } of kept) {
    if (resource.resourceType === 'Patient') continue
    const owner = patientOf(resource)
    if (owner) patients.get(owner)?.resources.push(resource)
    else if (!isClinical(resource)) shared.push(resource)
  }
  return { patients: [...patients.values()], shared }
}
