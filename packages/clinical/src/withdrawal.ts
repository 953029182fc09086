import type { Entry } from './observation.js'

/**
 * What withdrawn records take with them: every other record of the same result, unless that was demonstrably issued
 * later: then it is the result that replaces the withdrawn one. Of a specimen it is the result at whatever time, and
 * also where the withdrawn record no longer says its time.
 */
export function withdrawalsOf(withdrawn: readonly Entry[]): (entry: Entry) => boolean {
  /** By result, with or without its time: when it was last withdrawn; nothing where that is not known. */
  const results = new Map<string, bigint | undefined>()
  for (const entry of withdrawn) {
    if (!entry.result) continue
    const key = entry.ofSpecimen || entry.observedAt === undefined ? keyOf(entry) : timedKeyOf(entry)
    const known = results.get(key)
    const at = entry.version.issuedAt
    const unknown = at === undefined || (results.has(key) && known === undefined)
    results.set(key, unknown ? undefined : known !== undefined && known > at ? known : at)
  }
  return (entry) =>
    [keyOf(entry), timedKeyOf(entry)].some((key) => {
      if (!results.has(key)) return false
      const at = results.get(key)
      const { issuedAt } = entry.version
      return at === undefined || issuedAt === undefined || issuedAt <= at
    })
}

function keyOf({ result }: Entry): string {
  return JSON.stringify([result?.measure, result?.patient, result?.identity])
}

function timedKeyOf(entry: Entry): string {
  return `${keyOf(entry)}@${entry.observedAt}`
}
