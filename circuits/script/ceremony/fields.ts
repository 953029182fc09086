// SPDX-License-Identifier: GPL-3.0-or-later
import { CeremonyError } from './CeremonyError.js'

// What a stranger's JSON may hold: exactly the expected fields, of a checked form.

/** An object with these fields and no others. */
export function object(
  value: unknown,
  where: string,
  fields: readonly string[],
  optional: readonly string[] = [],
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CeremonyError(`${where} is no object.`)
  const found = Object.keys(value)
  const missing = fields.find((field) => !found.includes(field))
  if (missing !== undefined) throw new CeremonyError(`${where} lacks ${missing}.`)
  if (found.some((field) => !fields.includes(field) && !optional.includes(field)))
    throw new CeremonyError(`${where} has a field besides ${[...fields, ...optional].join(', ')}.`)
  return value as Record<string, unknown>
}

export function list(value: unknown, where: string, limit: number): unknown[] {
  if (!Array.isArray(value)) throw new CeremonyError(`${where} is no list.`)
  if (value.length > limit) throw new CeremonyError(`${where} has more than ${limit} entries.`)
  return value
}

export function text(value: unknown, where: string, form: RegExp): string {
  if (typeof value !== 'string' || !form.test(value))
    throw new CeremonyError(`${where} is not of the form ${form.source}.`)
  return value
}

export function integer(value: unknown, where: string, least: number, most: number): number {
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
    throw new CeremonyError(`${where} is no integer from ${least} to ${most}.`)
  return value as number
}
