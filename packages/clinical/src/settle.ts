import { measureOf } from '@aceso/core'
import type { Candidate, ClinicalObservation } from './observation.js'
import type { Rejection, RejectionReason } from './rejection.js'

/** A record that was entered in error, cancelled or deleted; as much of it as is known. */
export type Withdrawal = {
  record: string | undefined
  result: Pick<ClinicalObservation, 'measure' | 'patient' | 'identity'> | undefined
  observedAt: bigint | undefined
  issuedAt: bigint | undefined
}

type Settled = { observations: ClinicalObservation[]; rejections: Rejection[] }

/**
 * Makes one result of the several records that state it: withdrawn ones go, re-issued ones replace the first
 * issue, equal ones count once, and what still disagrees is refused. The order of the records does not matter.
 *
 * Results that share identity and measure but were observed at different times are different results, such as
 * the smears of one stay; all are returned, and it is for the node to attest at most one value for each identity.
 */
export function settle(candidates: readonly Candidate[], withdrawals: readonly Withdrawal[]): Settled {
  const rejections: Rejection[] = []
  const reject = (candidate: Candidate, reason: RejectionReason, detail: string) =>
    rejections.push({ reason, detail, ...(candidate.reference ? { reference: candidate.reference } : {}) })

  const withdrawn = withdrawalsOf(withdrawals)
  const standing = candidates.filter((candidate) => {
    if (!withdrawn(candidate)) return true
    reject(candidate, 'withdrawn', 'The result was entered in error, cancelled or deleted.')
    return false
  })

  const choose = (group: readonly Candidate[], statement: (candidate: Candidate) => string) => {
    const reissued = group.filter(({ status }) => status !== 'final')
    const leading = reissued.length > 0 ? reissued : group
    const statements = new Set(leading.map(statement))
    if (statements.size > 1) {
      for (const candidate of group)
        reject(candidate, 'conflicting-results', 'Records of one result state different results.')
      return []
    }
    const [agreed] = statements
    for (const candidate of group) {
      if (statement(candidate) !== agreed)
        reject(candidate, 'superseded', 'An amended or corrected result takes its place.')
    }
    return [leading.reduce((a, b) => (preferable(b, a) ? b : a))]
  }

  const versions = grouped(standing, (one, index) => one.record ?? `#${index}`)
  const results = versions.flatMap((group) => choose(group, wholeOf))
  const once = grouped(results, keyOf).flatMap((group) => choose(group, ({ value }) => String(value)))
  return { observations: once.map(observationOf).sort(inOrder), rejections }
}

/**
 * A withdrawal takes every version of its own record, and every other record of the same result, unless that was
 * demonstrably issued later: then it is the result that replaces the withdrawn one.
 */
function withdrawalsOf(withdrawals: readonly Withdrawal[]): (candidate: Candidate) => boolean {
  const records = new Set<string>()
  /** By result, with or without its time: when it was last withdrawn; nothing where that is not known. */
  const results = new Map<string, bigint | undefined>()
  for (const { record, result, observedAt, issuedAt } of withdrawals) {
    if (record) records.add(record)
    if (!result) continue
    const key = observedAt === undefined ? resultKey(result) : keyOf({ ...result, observedAt })
    const known = results.get(key)
    const unknown = issuedAt === undefined || (results.has(key) && known === undefined)
    results.set(key, unknown ? undefined : known !== undefined && known > issuedAt ? known : issuedAt)
  }
  return (candidate) => {
    if (candidate.record && records.has(candidate.record)) return true
    return [resultKey(candidate), keyOf(candidate)].some((key) => {
      if (!results.has(key)) return false
      const at = results.get(key)
      return at === undefined || candidate.issuedAt === undefined || candidate.issuedAt <= at
    })
  }
}

function grouped<T>(items: readonly T[], key: (item: T, index: number) => string): T[][] {
  const groups = new Map<string, T[]>()
  items.forEach((item, index) => {
    const name = key(item, index)
    const group = groups.get(name)
    if (group) group.push(item)
    else groups.set(name, [item])
  })
  return [...groups.values()]
}

type Result = Pick<ClinicalObservation, 'measure' | 'patient' | 'identity'>

function resultKey({ measure, patient, identity }: Result): string {
  return JSON.stringify([measure, patient, identity])
}

function keyOf(result: Result & Pick<ClinicalObservation, 'observedAt'>): string {
  return `${resultKey(result)}@${result.observedAt}`
}

function wholeOf(result: ClinicalObservation): string {
  return `${keyOf(result)}=${result.value}`
}

const statuses = ['final', 'amended', 'corrected']

/** Among records that state the same: the one re-issued last, and else the first by name. */
function preferable(a: Candidate, b: Candidate): boolean {
  const byStatus = statuses.indexOf(a.status) - statuses.indexOf(b.status)
  return byStatus === 0 ? (a.record ?? '') < (b.record ?? '') : byStatus > 0
}

function observationOf(candidate: Candidate): ClinicalObservation {
  const { measure, value, observedAt, patient, identity, status } = candidate
  return { measure, value, observedAt, patient, identity, status }
}

function inOrder(a: ClinicalObservation, b: ClinicalObservation): number {
  if (a.observedAt !== b.observedAt) return a.observedAt < b.observedAt ? -1 : 1
  if (a.measure !== b.measure) return measureOf(a.measure).id - measureOf(b.measure).id
  const [left, right] = [wholeOf(a), wholeOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}
