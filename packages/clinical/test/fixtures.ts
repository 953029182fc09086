export type Resource = Record<string, unknown>

export const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] })
export const snomed = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] })

/** 2024-03-01T08:00:00Z */
export const sampledAt = 1709280000n

export function hba1c(changes: Resource = {}): Resource {
  return {
    resourceType: 'Observation',
    id: 'a1c-1',
    status: 'final',
    code: loinc('4548-4'),
    subject: { reference: 'Patient/p1' },
    specimen: { reference: 'Specimen/s1' },
    effectiveDateTime: '2024-03-01T08:00:00Z',
    valueQuantity: { value: 6.6, system: 'http://unitsofmeasure.org', code: '%', unit: '%' },
    ...changes,
  }
}

export function naat(changes: Resource = {}): Resource {
  return hba1c({
    id: 'naat-1',
    code: loinc('94500-6'),
    valueQuantity: undefined,
    valueCodeableConcept: snomed('260373001'),
    ...changes,
  })
}

export function specimen(changes: Resource = {}): Resource {
  return {
    resourceType: 'Specimen',
    id: 's1',
    accessionIdentifier: { system: 'urn:oid:1.2.3', value: 'ACC-1' },
    ...changes,
  }
}

export function report(changes: Resource = {}): Resource {
  return {
    resourceType: 'DiagnosticReport',
    id: 'r1',
    status: 'final',
    subject: { reference: 'Patient/p1' },
    result: [{ reference: 'Observation/a1c-1' }],
    ...changes,
  }
}

/** As JSON carries it: undefined fields vanish. */
export function bundle(...resources: Resource[]): Resource {
  return json({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  })
}

export function json<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}

export const identity = JSON.stringify({ kind: 'specimen', system: 'urn:oid:1.2.3', value: 'ACC-1' })
