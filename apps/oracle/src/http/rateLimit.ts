import { OracleError } from '../errors.js'

const MAX_BUCKETS = 10_000

/**
 * Token buckets: each name may make `perMinute` requests a minute, half of them at once. The number of names is
 * bounded; the one that was quiet longest is forgotten first, which only ever gives it more.
 */
export function rateLimit(perMinute: number, now: () => number): (name: string) => void {
  const capacity = Math.max(1, Math.ceil(perMinute / 2))
  const buckets = new Map<string, { tokens: number; at: number }>()
  return (name) => {
    const at = now()
    const last = buckets.get(name) ?? { tokens: capacity, at }
    const tokens = Math.min(capacity, last.tokens + ((at - last.at) * perMinute) / 60_000)
    buckets.delete(name)
    buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, at })
    if (buckets.size > MAX_BUCKETS) buckets.delete(buckets.keys().next().value!)
    if (tokens < 1) throw new OracleError('RateLimited', 'Too many requests. Try again in a minute.')
  }
}
