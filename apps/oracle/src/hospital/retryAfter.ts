/** Of RFC 9110; no other form is a date, however a parser may like it. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * How many milliseconds a `Retry-After` asks to wait: seconds, or a date of the hospital's clock, which its `Date` tells.
 * Nothing for what is neither.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const stated = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,10}$/.test(stated)) return Number(stated) * 1_000
  const until = timeOf(stated)
  return until === undefined ? undefined : Math.max(0, until - (timeOf(headers.get('date') ?? '') ?? now))
}

function timeOf(text: string): number | undefined {
  const time = httpDate.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
