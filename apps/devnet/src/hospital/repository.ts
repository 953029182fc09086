import {
  badRequest,
  evalFhirPath,
  type Filter,
  globalSchema,
  matchesSearchRequest,
  OperationOutcomeError,
  Operator,
  type SearchRequest,
  type WithId,
} from '@medplum/core'
import { MemoryRepository } from '@medplum/fhir-router'
import type { Bundle, BundleEntry, Reference, Resource } from '@medplum/fhirtypes'
import type { Journal } from './journal.js'

const DEFAULT_COUNT = 50
const MAX_COUNT = 500

/**
 * Medplum's in-memory repository, with what a hospital needs beside it: every write is journaled before it shows,
 * a search by patient looks at that patient's resources only, and `_include` and pages work.
 */
export class HospitalRepository extends MemoryRepository {
  readonly #journal: Journal
  readonly #byType = new Map<string, Map<string, WithId<Resource>>>()
  readonly #byPatient = new Map<string, Map<string, WithId<Resource>>>()

  constructor(journal: Journal) {
    super()
    this.#journal = journal
  }

  /** Stores a resource that needs no journal: from the records, or replayed. */
  async load<T extends Resource>(resource: WithId<T>): Promise<WithId<T>> {
    this.#forget(resource.resourceType, resource.id)
    const stored = await super.createResource<T>(resource)
    at(this.#byType, resource.resourceType).set(stored.id, stored)
    const patient = patientOf(stored)
    if (patient) at(this.#byPatient, `${resource.resourceType} of ${patient}`).set(stored.id, stored)
    return stored
  }

  async unload(type: string, id: string): Promise<void> {
    await super.deleteResource(type, id)
    this.#forget(type, id)
  }

  has(type: string, id: string): boolean {
    return this.#byType.get(type)?.has(id) ?? false
  }

  count(type: string): number {
    return this.#byType.get(type)?.size ?? 0
  }

  // `updateResource` of the base class ends here too, after it has checked `If-Match`.
  override async createResource<T extends Resource>(resource: T): Promise<WithId<T>> {
    const meta = { ...resource.meta, versionId: this.generateId(), lastUpdated: new Date().toISOString() }
    const complete = { ...resource, id: resource.id ?? this.generateId(), meta }
    this.#journal.append({ op: 'put', resource: complete })
    return this.load<T>(complete)
  }

  override async deleteResource(type: string, id: string): Promise<void> {
    await this.readResource(type, id)
    this.#journal.append({ op: 'delete', type, id })
    await this.unload(type, id)
  }

  override async search<T extends Resource>(request: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    const { candidates, filters } = this.#candidates(request)
    const matches = [...candidates].filter((resource) =>
      matchesSearchRequest(resource, { ...(request as SearchRequest), filters }),
    )
    sortBy(matches, request)
    const offset = request.offset ?? 0
    const page = matches.slice(offset, offset + Math.min(request.count ?? DEFAULT_COUNT, MAX_COUNT))
    const entry: BundleEntry[] = [
      ...page.map((resource) => ({
        resource: structuredClone(resource),
        search: { mode: 'match' as const },
      })),
      ...this.#included(page, request).map((resource) => ({
        resource: structuredClone(resource),
        search: { mode: 'include' as const },
      })),
    ]
    const bundle: Bundle = { resourceType: 'Bundle', type: 'searchset', total: matches.length, entry }
    return bundle as Bundle<WithId<T>>
  }

  #candidates(request: SearchRequest): { candidates: Iterable<WithId<Resource>>; filters: Filter[] } {
    const all = request.filters ?? []
    const byPatient = all.filter(isPatientFilter)
    const filters = all.filter((filter) => !byPatient.includes(filter))
    const [first, ...others] = byPatient.map(({ value }) => new Set(value.split(',').map(patientId)))
    if (!first) return { candidates: this.#byType.get(request.resourceType)?.values() ?? [], filters }
    const ids = [...first].filter((id) => others.every((other) => other.has(id)))
    const found = ids.map((id) => this.#byPatient.get(`${request.resourceType} of ${id}`))
    return { candidates: found.flatMap((resources) => [...(resources?.values() ?? [])]), filters }
  }

  #included(page: WithId<Resource>[], request: SearchRequest): WithId<Resource>[] {
    const included = new Map<string, WithId<Resource>>()
    for (const { resourceType, searchParam } of request.include ?? []) {
      const expression = globalSchema.types[resourceType]?.searchParams?.[searchParam]?.expression
      if (!expression) {
        throw new OperationOutcomeError(badRequest(`Unknown _include ${resourceType}:${searchParam}`))
      }
      for (const resource of page.filter((candidate) => candidate.resourceType === resourceType)) {
        for (const reference of evalFhirPath(expression, resource) as Reference[]) {
          const [type = '', id = ''] = reference.reference?.split('/') ?? []
          const target = this.#byType.get(type)?.get(id)
          if (target) included.set(`${type}/${id}`, target)
        }
      }
    }
    return [...included.values()]
  }

  #forget(type: string, id: string): void {
    const old = this.#byType.get(type)?.get(id)
    if (!old) return
    this.#byType.get(type)?.delete(id)
    this.#byPatient.get(`${type} of ${patientOf(old)}`)?.delete(id)
  }
}

/** Id of the patient a resource is about, when it says so. */
export function patientOf(resource: Resource): string | undefined {
  const { subject, patient } = resource as { subject?: Reference; patient?: Reference }
  const reference = (subject ?? patient)?.reference
  return reference?.startsWith('Patient/') ? patientId(reference) : undefined
}

function at<T>(map: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const found = map.get(key) ?? new Map<string, T>()
  map.set(key, found)
  return found
}

function isPatientFilter({ code, operator, value }: Filter): boolean {
  return (code === 'patient' || code === 'subject') && operator === Operator.EQUALS && value !== ''
}

function patientId(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}

function sortBy(resources: WithId<Resource>[], request: SearchRequest): void {
  for (const { code, descending } of [...(request.sortRules ?? [])].reverse()) {
    const parameter = globalSchema.types[request.resourceType]?.searchParams?.[code]
    if (!parameter?.expression) throw new OperationOutcomeError(badRequest(`Can't sort by ${code}`))
    const expression = parameter.expression
    const keys = new Map(
      resources.map((resource) => [resource, sortKey(evalFhirPath(expression, resource)[0])]),
    )
    resources.sort((a, b) => compare(keys.get(a), keys.get(b)) * (descending ? -1 : 1))
  }
}

function sortKey(value: unknown): string | number | undefined {
  const start = (value as { start?: string } | undefined)?.start ?? value
  if (typeof start !== 'string') return undefined
  const time = /^\d{4}-\d{2}/.test(start) ? Date.parse(start) : Number.NaN
  return Number.isNaN(time) ? start : time
}

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0
  if (a === undefined) return -1
  if (b === undefined) return 1
  return a < b ? -1 : 1
}
