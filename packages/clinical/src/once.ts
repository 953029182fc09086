import { Refusal } from './rejection.js'

type Outcome<T> = { value: T } | { refusal: Refusal }

/**
 * Remembers what was read from a key, a refusal too. Many results refer to one specimen, report or patient: whatever
 * is read from anything but the result itself goes through here, so that it is read once and the time of a reading
 * grows with the size of its input only.
 */
export function createOnce<K>() {
  const known = new Map<unknown, Map<K, Outcome<unknown>>>()
  return <T>(subject: unknown, key: K, read: () => T): T => {
    const outcomes = known.get(subject) ?? new Map<K, Outcome<unknown>>()
    known.set(subject, outcomes)
    const outcome = (outcomes.get(key) as Outcome<T> | undefined) ?? outcomeOf(read)
    outcomes.set(key, outcome)
    if ('refusal' in outcome) throw outcome.refusal
    return outcome.value
  }
}

function outcomeOf<T>(read: () => T): Outcome<T> {
  try {
    return { value: read() }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error }
    throw error
  }
}
