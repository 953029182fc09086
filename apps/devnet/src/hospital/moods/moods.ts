import type { OperationOutcomeIssue } from '@medplum/fhirtypes'

/**
 * What is odd about a server: how it differs from what FHIR and OAuth say or suggest, as servers in use do. None of it by
 * default; several at once. Counts begin anew with another `Moods` value.
 */
export type Moods = {
  /** Parameters of a search that it passes over. */
  ignores?: readonly ('_include' | '_sort' | '_count')[]
  /** Results of a page at most, whatever was asked for. */
  pageSize?: number
  /** Added to the `total` that it states. */
  totalOff?: number
  /** Puts an OperationOutcome of these severity and code into every searchset. */
  outcome?: readonly [severity: OperationOutcomeIssue['severity'], code: OperationOutcomeIssue['code']]
  /** Requests that fail, each as often as it says, in their order. */
  failures?: readonly Failure[]
  /** How many requests a token is good for. */
  tokenUses?: number
  /** What it states as `expires_in`, whatever holds. */
  expiresIn?: unknown
  /** Compresses answers. */
  gzip?: boolean
  /** Blanks at the end of an answer. */
  padding?: number
  /** Begins answers with a byte-order mark. */
  byteOrderMark?: boolean
  /** The base that it takes for its own, behind a proxy that changes addresses. */
  ownBase?: string
  /** Where its links to next pages lead, before the question mark. */
  nextPage?: string
  /** How it writes references to its own resources. */
  references?: 'relative' | 'absolute' | 'versioned'
}

/** What is asked of it: the first page of a search, another, a resource, or a token. */
export type Call = 'search' | 'page' | 'read' | 'token'

export type Failure = {
  at: Call
  /** An HTTP status, or the connection breaks off. */
  status: number | 'reset'
  retryAfter?: string
  /** What its clock says. */
  date?: string
  /** Forever where it isn't said. */
  times?: number
}
