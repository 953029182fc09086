import { ServiceUnavailableError } from './http.js'

/** A service's answer is input like any other: what isn't of the documented shape counts as no answer. */
export function parsed<T>(url: string, parse: () => T): T {
  try {
    return parse()
  } catch {
    throw new ServiceUnavailableError(url, 'the answer has another shape than documented')
  }
}
