import type { Call, Failure, Moods } from './moods.js'

export type Fault = Pick<Failure, 'status' | 'retryAfter' | 'date'>

/** Which request fails, and how. What has failed and which tokens were used is counted for each `Moods` value anew. */
export function faults() {
  const failed = new WeakMap<Failure, number>()
  const used = new WeakMap<Moods, Map<string, number>>()

  function isWorn(moods: Moods, authorization: string): boolean {
    const uses = used.get(moods) ?? new Map<string, number>()
    used.set(moods, uses)
    uses.set(authorization, (uses.get(authorization) ?? 0) + 1)
    return uses.get(authorization)! > moods.tokenUses!
  }

  return (moods: Moods, call: Call, authorization: string | null): Fault | undefined => {
    for (const failure of moods.failures ?? []) {
      const count = failed.get(failure) ?? 0
      if (failure.at !== call || count >= (failure.times ?? Number.POSITIVE_INFINITY)) continue
      failed.set(failure, count + 1)
      return failure
    }
    if (moods.tokenUses !== undefined && authorization && isWorn(moods, authorization)) return { status: 401 }
    return undefined
  }
}
