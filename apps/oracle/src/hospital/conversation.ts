import { setTimeout as sleep } from 'node:timers/promises'
import { fetchJson, type JsonAnswer } from './boundedFetch.js'
import { hospitalBusy, hospitalUnavailable } from './hospitalErrors.js'
import { retryAfter } from './retryAfter.js'

const ATTEMPTS = 4
/** Of a whole conversation, so that one question of a patient doesn't become a thousand to a hospital that can't. */
const MAX_RETRIES = 12
const MAX_BYTES = 32 * 1024 * 1024
/** After the first, second and third attempt, where the hospital doesn't say how long. */
const PAUSES = [250, 1_000, 4_000]
const SHORTEST_PAUSE = 100
/** What a server says that can't now but may soon. */
const BUSY = [429, 502, 503, 504]

/** The node's time, in milliseconds. */
export type Pace = { now(): number; wait(milliseconds: number): Promise<void> }

/** Waits without keeping a process alive that has nothing else to do. */
export const wait: Pace['wait'] = (milliseconds) => sleep(milliseconds, undefined, { ref: false })

/** Everything that one thing takes to ask of the hospital. */
export type Conversation = {
  /** As `fetchJson`; asks again, later, what is worth it. `options` are made anew each time where they are a function. */
  ask(url: string | URL, options?: RequestInit | (() => Promise<RequestInit>)): Promise<JsonAnswer>
  /** Ends what is still on its way. */
  end(): void
}

/**
 * Asks in patience: what is asked in one conversation shares a deadline, after which nothing more is asked, a number of
 * retries, a number of bytes, and the pause that the hospital asks for. Where that is longer than there is time,
 * `HospitalBusy` says when to come again.
 */
export function conversation(pace: Pace, milliseconds: number): Conversation {
  const deadline = pace.now() + milliseconds
  const ending = new AbortController()
  const { signal } = ending
  let retries = 0
  let bytes = 0
  let pausedUntil = 0

  async function attempt(
    url: string | URL,
    options: RequestInit | (() => Promise<RequestInit>),
  ): Promise<JsonAnswer | undefined> {
    const ready = pausedUntil - pace.now()
    if (ready > 0) await pace.wait(ready)
    if (pace.now() > deadline) throw hospitalUnavailable('it takes longer than there is time')
    const made = typeof options === 'function' ? await options() : options
    const answer = await fetchJson(url, { ...made, signal }, MAX_BYTES - bytes)
    bytes += answer?.bytes ?? 0
    return answer
  }

  function pause(answer: JsonAnswer | undefined, count: number): void {
    const stated = answer && retryAfter(answer.headers, pace.now())
    const pauseFor = Math.max(stated ?? PAUSES[count] ?? 0, SHORTEST_PAUSE)
    const isLast = count === ATTEMPTS - 1 || retries === MAX_RETRIES
    if (isLast || pace.now() + pauseFor >= deadline) {
      if (!answer) throw hospitalUnavailable('the connection breaks off')
      throw hospitalBusy(`HTTP ${answer.status}`, stated === undefined ? undefined : stated / 1_000)
    }
    retries++
    pausedUntil = Math.max(pausedUntil, pace.now() + pauseFor)
  }

  return {
    async ask(url, options = {}) {
      for (let count = 0; ; count++) {
        const answer = await attempt(url, options)
        if (answer && !BUSY.includes(answer.status)) return answer
        pause(answer, count)
      }
    },
    end: () => ending.abort(),
  }
}
