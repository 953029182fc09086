import { AcesoError } from '@aceso/core'

/** The input is no FHIR resource at all, so that there is nothing to accept or reject one by one. */
export class NotFhirError extends AcesoError {
  constructor(why: string) {
    super(`This is not FHIR JSON: ${why}.`, { name: 'NotFhirError' })
  }
}

export class FhirTooLargeError extends AcesoError {
  constructor(limit: number, what: 'characters' | 'JSON values') {
    super(`The FHIR input holds more than ${limit} ${what}.`, {
      name: 'FhirTooLargeError',
      metaMessages: ['Read fewer resources at once, for example by patient and code.'],
    })
  }
}

/** Also the error for an object that contains itself. */
export class FhirTooDeepError extends AcesoError {
  constructor(limit: number) {
    super(`The FHIR input is nested more than ${limit} levels deep.`, { name: 'FhirTooDeepError' })
  }
}
