// SPDX-License-Identifier: GPL-3.0-or-later
import { randomFrom } from './random.js'

/** With `DEEP=1` everything is run; without, what `SEED` draws. */
export const deep = process.env.DEEP === '1'
export const seed = Number(process.env.SEED ?? 1)

/** All of these, or some that are drawn, in their order. */
export function drawn<T>(values: readonly T[], count: number): readonly T[] {
  if (deep || count >= values.length) return values
  const random = randomFrom(seed)
  const places = new Set<number>()
  while (places.size < count) places.add(random.below(values.length))
  return values.filter((_, place) => places.has(place))
}

/** What to add to a test's name, so that its failure says how to repeat it. */
export const drawing = deep ? '' : ` (drawn with SEED=${seed})`
