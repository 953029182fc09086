import { Refusal } from './rejection.js'

/** An identifier as its source carries it. `type` is a code of HL7 table 0203. */
export type Identifier = {
  system?: string | undefined
  value: string
  type?: string | undefined
}

/** What a source knows of where a result came from. Empty lists where it knows nothing. */
export type Provenance = {
  /** Of the specimen: accession number first of all. HL7 v2: SPM-30, SPM-2. */
  specimen: readonly Identifier[]
  /** Of the result or its order: HL7 v2 OBX-21, OBR-3 (filler), OBR-2 (placer). */
  order: readonly Identifier[]
  /** `Encounter/123`, absolute at another server than the issuer's. */
  encounter?: string | undefined
  /** `Observation/123`: the record's own name at its server. */
  record?: string | undefined
}

/** Numbers the laboratory assigns before those it is told; group numbers, shared by several, after single ones. */
const preference: readonly (string | undefined)[] = ['ACSN', 'FILL', 'FGN', undefined, 'PLAC', 'PGN']

/**
 * Names the specimen or encounter behind a result, as canonical JSON, unique within one issuer.
 *
 * It stops one result from being paid twice. So it must come out the same whether the result arrived by FHIR, HL7
 * v2 or a health card, alone or in a report, under whatever resource id, first issued or corrected. Hence: it
 * holds one identifier, the one of highest rank, so that a source that knows more of them agrees with one that
 * knows fewer; it holds neither value, code, status nor time; and of an identifier's system only what is unique
 * in the world, since a local namespace is spelt differently by every interface.
 *
 * Results of one specimen or encounter share an identity; what pays once is identity and measure together.
 */
export function canonicalIdentity({ specimen, order, encounter, record }: Provenance): string {
  const chosen = preferred(specimen)
  if (chosen) return identity('specimen', chosen)
  const ordered = preferred(order)
  if (ordered) return identity('order', ordered)
  if (encounter) return identity('encounter', { value: encounter })
  if (record) return identity('record', { value: record })
  throw new Refusal('identity-missing', 'Neither a specimen, an order, an encounter nor an id is named.')
}

function identity(kind: string, { system, value }: Identifier): string {
  return JSON.stringify({ kind, system: worldwide(system), value: value.trim() })
}

/** The identifier of highest rank, whichever way they are ordered. */
export function preferred(identifiers: readonly Identifier[]): Identifier | undefined {
  let best: Identifier | undefined
  for (const candidate of identifiers) {
    if (candidate.value.trim() && (!best || precedes(candidate, best))) best = candidate
  }
  return best
}

function precedes(a: Identifier, b: Identifier): boolean {
  const byRank = rank(a) - rank(b)
  return byRank === 0 ? sortKey(a) < sortKey(b) : byRank < 0
}

function rank({ type }: Identifier): number {
  const index = preference.indexOf(type)
  return index < 0 ? preference.length : index
}

function sortKey({ system, value }: Identifier): string {
  return JSON.stringify([worldwide(system), value.trim()])
}

function worldwide(system = ''): string {
  const trimmed = system.trim()
  if (/^urn:(oid|uuid):/i.test(trimmed)) return trimmed.toLowerCase()
  return trimmed.includes('://') ? trimmed : ''
}
