import { field, isObject, listed, text } from './json.js'

export type Coding = {
  system: string | undefined
  code: string | undefined
  display?: string | undefined
}

export type Concept = { codings: Coding[]; text: string | undefined }

/**
 * Concepts of whatever shape a record holds them in: one where several are due (as in STU3), a bare coding, a bare
 * word. What contradicts a result contradicts it in every shape.
 */
export function conceptsOf(value: unknown): Concept[] {
  return listed(value).flatMap((one) => {
    if (typeof one === 'string') return [{ codings: [], text: one.trim() || undefined }]
    if (!isObject(one)) return []
    const bare = ['code', 'display'].some((key) => field(one, key) !== undefined) ? [one] : []
    const codings = [...listed(field(one, 'coding')), ...bare].flatMap((coding) => codingOf(coding) ?? [])
    return [{ codings, text: text(one, 'text') }]
  })
}

export function codingsOf(value: unknown): Coding[] {
  return conceptsOf(value).flatMap(({ codings }) => codings)
}

function codingOf(value: unknown): Coding | undefined {
  if (typeof value === 'string') return { system: undefined, code: value.trim() || undefined }
  if (!isObject(value)) return undefined
  return { system: text(value, 'system'), code: text(value, 'code'), display: text(value, 'display') }
}
