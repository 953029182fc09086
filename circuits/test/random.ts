// SPDX-License-Identifier: GPL-3.0-or-later

/** Draws that look random, and are the same for the same seed (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number) => next() % limit
  const bits = (count: number): bigint => {
    let value = 0n
    for (let drawn = 0; drawn < count; drawn += 32) value = (value << 32n) | BigInt(next())
    return value & ((1n << BigInt(count)) - 1n)
  }
  const pick = <T>(values: readonly T[]): T => values[below(values.length)]!
  return {
    below,
    bits,
    pick,
    /** True in one of `count` draws. */
    oneIn: (count: number) => below(count) === 0,
    /** At, just below, just above or some way off a bound; never below zero. */
    near(bound: bigint, away = 1_000_000n): bigint {
      const off = bits(40) % away
      const drawn = pick([bound, bound, bound, bound, bound - 1n, bound + 1n, bound - off, bound + off])
      return drawn < 0n ? 0n : drawn
    },
  }
}

export type Random = ReturnType<typeof randomFrom>
