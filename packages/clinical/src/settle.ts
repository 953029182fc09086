import { measureOf } from '@aceso/core'
import type { ClinicalObservation, Entry } from './observation.js'
import type { Rejection, RejectionReason } from './rejection.js'
import { isLaterRecord, isLaterVersion, latestOf } from './version.js'
import { withdrawalsOf } from './withdrawal.js'

type Settled = { observations: ClinicalObservation[]; rejections: Rejection[] }
type Counting = Entry & { observation: ClinicalObservation }

const withdrawnDetail = 'The result was entered in error, cancelled or deleted.'

/**
 * Makes one result of the several records that state it: the last version of each record stands for it, withdrawn
 * results go, re-issued ones replace what they correct, equal ones count once, and what still disagrees is refused.
 * A correction that does not count itself still takes what it corrects with it. The order of the records does not
 * matter.
 *
 * Results that share identity and measure but were observed at different times are different results, such as
 * the smears of one stay; all are returned, and it is for the node to attest at most one value for each identity.
 */
export function settle(entries: readonly Entry[], deleted: readonly string[]): Settled {
  const rejections: Rejection[] = []
  const reject = (entry: Entry, reason: RejectionReason, detail: string) => {
    if (!entry.observation) return
    rejections.push({ reason, detail, ...(entry.reference ? { reference: entry.reference } : {}) })
  }

  /** What a group comes to: the last that is said of it, or all that does not count but speaks of others. */
  const choose = (group: readonly Entry[], isLater: (a: Entry, b: Entry) => boolean): Entry[] => {
    const sides = grouped(group, sideOf).map(merged)
    const last = sides.reduce((a, b) => (isLater(b, a) ? b : a))
    if (!sides.every((one) => one === last || isLater(last, one))) {
      const withdrawn = sides.filter(({ standing }) => standing === 'withdrawn')
      for (const one of group)
        if (withdrawn.length > 0) reject(one, 'withdrawn', withdrawnDetail)
        else reject(one, 'conflicting-results', 'Records of one result state different results.')
      const replaces = group.flatMap((one) => one.replaces)
      const louder = withdrawn.length > 0 ? withdrawn : sides.filter(isReissued)
      return louder.map((one) => ({ ...one, observation: undefined, replaces }))
    }
    const side = sideOf(last)
    for (const one of group)
      if (sideOf(one) === side) continue
      else if (last.standing === 'withdrawn') reject(one, 'withdrawn', withdrawnDetail)
      else if (last.observation) reject(one, 'superseded', 'An amended or corrected result takes its place.')
      else reject(one, 'superseded', 'What takes its place does not count itself.')
    return [last]
  }

  const gone = new Set(deleted)
  const records = grouped(entries, (one, index) => one.record ?? `#${index}`).flatMap((versions) => {
    if (!gone.has(versions[0]?.record ?? '')) return choose(versions, isLaterVersion)
    for (const one of versions) reject(one, 'withdrawn', withdrawnDetail)
    return []
  })

  const replaced = new Set(records.flatMap(({ replaces }) => replaces))
  const current = records.filter((one) => {
    if (one.record === undefined || !replaced.has(one.record)) return true
    reject(one, 'superseded', 'Another record says that it replaces this one.')
    return false
  })

  const isWithdrawn = withdrawalsOf(current.filter(({ standing }) => standing === 'withdrawn'))
  const standing = current.filter((one) => {
    if (one.standing === 'withdrawn' || !one.result) return false
    // A record that is not final does not speak of others; a refused first issue corrects nothing.
    if (!one.observation && one.standing !== 'reissued') return false
    if (!isWithdrawn(one)) return true
    reject(one, 'withdrawn', withdrawnDetail)
    return false
  })

  const results = grouped(standing, resultKey).flatMap((group) => {
    if (group.some(({ ofSpecimen }) => ofSpecimen) && group.some(isReissued))
      return choose(group, isLaterRecord)
    const byTime = grouped(group, ({ observedAt }) => String(observedAt))
    const settled = byTime.flatMap((one) => choose(one, isLaterRecord))
    const moved = byTime.flatMap((one) =>
      one.length === 1 || !one[0]?.observedAt ? one.filter(mayMove) : [],
    )
    if (moved.length === 0) return settled
    // Each of these corrects a result of another time, and which is not said: so all that it may be give way.
    const corrected = lastIssueOf(moved)
    const [concerned, apart] = parted(settled, (one) => mayMove(one) || mayBeCorrected(one, corrected))
    return concerned.length > 0 ? [...apart, ...choose(concerned, isLaterRecord)] : apart
  })
  return {
    observations: results
      .filter((one): one is Counting => one.observation !== undefined)
      .map(({ observation }) => ({ observation, key: statement(observation) }))
      .sort(inOrder)
      .map(({ observation }) => observation),
    rejections,
  }
}

function isReissued({ standing }: Entry): boolean {
  return standing === 'reissued'
}

/** A correction that is no later version of its own record. */
function mayMove({ standing, version }: Entry): boolean {
  return standing === 'reissued' && (version.number === undefined || version.number < 2n)
}

/** By corrections last issued then: no correction itself, and not demonstrably issued after them. */
function mayBeCorrected({ standing, version }: Entry, lastIssue: bigint | undefined): boolean {
  if (standing === 'reissued') return false
  return lastIssue === undefined || version.issuedAt === undefined || version.issuedAt <= lastIssue
}

function lastIssueOf(entries: readonly Entry[]): bigint | undefined {
  const times = entries.map(({ version }) => version.issuedAt)
  return times.reduce((a, b) => (a === undefined || b === undefined ? undefined : a > b ? a : b))
}

function parted<T>(items: readonly T[], holds: (item: T) => boolean): [T[], T[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))]
}

/** Records that say the same stand together, also where it does not count. */
function sideOf(entry: Entry): string {
  const { observation, observedAt, standing } = entry
  return observation ? statement(observation) : `${standing} ${resultKey(entry)} ${observedAt}`
}

/** As one record: said as late as the last of them, and corrected as the most corrected one. */
function merged(entries: Entry[]): Entry {
  const one = entries.reduce((a, b) => (precedes(b, a) ? b : a))
  return {
    ...one,
    standing: entries.find(isReissued)?.standing ?? one.standing,
    version: latestOf(entries.map(({ version }) => version)),
    replaces: entries.flatMap(({ replaces }) => replaces),
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

function resultKey({ result }: Entry): string {
  return JSON.stringify([result?.measure, result?.patient, result?.identity])
}

function statement({ measure, patient, identity, observedAt, value }: ClinicalObservation): string {
  return JSON.stringify([measure, patient, identity, `${observedAt}`, `${value}`])
}

const statuses = ['final', 'amended', 'corrected']

/** The most corrected one, and then the first by name, so that the order of the records does not matter. */
function precedes(a: Entry, b: Entry): boolean {
  const byRank = rankOf(a) - rankOf(b)
  return byRank === 0 ? (a.reference ?? '') < (b.reference ?? '') : byRank > 0
}

function rankOf({ observation }: Entry): number {
  return statuses.indexOf(observation?.status ?? '')
}

type Keyed = { observation: ClinicalObservation; key: string }

function inOrder(a: Keyed, b: Keyed): number {
  const [left, right] = [a.observation, b.observation]
  if (left.observedAt !== right.observedAt) return left.observedAt < right.observedAt ? -1 : 1
  if (left.measure !== right.measure) return measureOf(left.measure).id - measureOf(right.measure).id
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}
