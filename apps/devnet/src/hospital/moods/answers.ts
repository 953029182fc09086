import type { Bundle, OperationOutcome } from '@medplum/fhirtypes'
import type { Call, Moods } from './moods.js'

type Context = { call: Call; moods: Moods; base: string }

/** An answer of the hospital as the moods have it. */
export function rewriteAnswer(text: string, { call, moods, base }: Context): string {
  if (call === 'token') return moods.expiresIn === undefined ? text : withLifetime(text, moods.expiresIn)
  const own = moods.ownBase ?? base
  const named = withReferences(text.replaceAll(base, own), moods, own)
  return call === 'read' ? named : withSearchset(named, moods)
}

function withLifetime(text: string, expiresIn: unknown): string {
  return JSON.stringify({ ...JSON.parse(text), expires_in: expiresIn })
}

function withReferences(text: string, { references = 'relative' }: Moods, base: string): string {
  if (references === 'relative') return text
  return text.replaceAll(/"reference":"([A-Z][A-Za-z]+\/[^"/]+)"/g, (_, name: string) =>
    references === 'absolute' ? `"reference":"${base}/${name}"` : `"reference":"${name}/_history/3"`,
  )
}

function withSearchset(text: string, { totalOff, outcome, nextPage }: Moods): string {
  const bundle = JSON.parse(text) as Bundle
  if (totalOff !== undefined) bundle.total = (bundle.total ?? 0) + totalOff
  if (outcome) bundle.entry?.push({ resource: outcomeOf(outcome), search: { mode: 'outcome' } })
  for (const link of bundle.link ?? [])
    if (nextPage && link.relation === 'next') link.url = `${nextPage}${link.url.slice(link.url.indexOf('?'))}`
  return JSON.stringify(bundle)
}

function outcomeOf([severity, code]: NonNullable<Moods['outcome']>): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [{ severity, code }] }
}
