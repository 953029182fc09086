// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, it } from 'vitest'
import { compileAlone } from './alone.js'
import { loadCircuit, p } from './circuit.js'
import { deep, drawing, seed } from './deep.js'
import { randomFrom } from './random.js'

/**
 * The chain of range checks has no range of its own for most times, so it is compared, alone, with the order that it
 * stands for: of integers, and with every number of the field that could pass for another.
 */
const files = compileAlone('claim_times', 'ClaimTimes', '')
const circuit = loadCircuit(`${files}_js/claim_times.wasm`)

type Times = Record<(typeof known)[number] | (typeof drawn)[number], bigint>
/** What the caller has checked to be a bit, or to have 40 bits. */
const known = ['renewed', 'start', 'end', 'waiting', 'claimWindow', 'linkGrace'] as const
/** What nobody has. */
const drawn = ['observedAt', 'linkedAt', 'issuedAt', 'asOf'] as const

const max = 2n ** 40n - 1n
const fresh = (t: Times) => 1n - t.renewed

/** Each limit by its name, over the integers from 0 to p − 1. */
const limits: Record<string, (t: Times) => boolean> = {
  waiting: (t) => t.start + t.waiting * fresh(t) <= t.observedAt,
  end: (t) => t.observedAt <= t.end,
  'link before the result': (t) => t.linkedAt <= t.observedAt,
  'link within its time': (t) => t.linkedAt <= t.start + t.linkGrace * fresh(t),
  issue: (t) => t.observedAt <= t.issuedAt,
  claim: (t) => t.issuedAt <= t.asOf,
  'claim window': (t) => t.asOf <= t.end + t.claimWindow,
  // Nobody else says so, but no honest claim comes near it.
  'issue within 2^40 seconds': (t) => t.issuedAt - t.observedAt <= max,
  'claim within 2^40 seconds': (t) => t.asOf - t.issuedAt <= max,
}
const broken = (t: Times) => Object.keys(limits).filter((name) => !limits[name]!(t))

/** Times of the longest and the shortest windows, and in between. */
const honest: Times[] = [
  { renewed: 0n, start: 0n, end: 0n, waiting: 0n, claimWindow: 0n, linkGrace: 0n },
  { renewed: 1n, start: 5n, end: 5n, waiting: max, claimWindow: max, linkGrace: max },
  { renewed: 0n, start: 1_000n, end: 9_000n, waiting: 500n, claimWindow: 700n, linkGrace: 300n },
  { renewed: 1n, start: 1_000n, end: 9_000n, waiting: 500n, claimWindow: 700n, linkGrace: 300n },
  { renewed: 1n, start: 0n, end: max, waiting: 500n, claimWindow: max, linkGrace: 300n },
  { renewed: 0n, start: 1_000n, end: 9_000n, waiting: 500n, claimWindow: 700n, linkGrace: max },
  { renewed: 0n, start: 0n, end: max, waiting: 0n, claimWindow: max, linkGrace: 0n },
  { renewed: 0n, start: 0n, end: max, waiting: max, claimWindow: max, linkGrace: max },
  { renewed: 0n, start: max, end: max, waiting: 0n, claimWindow: max, linkGrace: max },
  { renewed: 0n, start: max, end: max, waiting: max, claimWindow: max, linkGrace: max },
].flatMap((windows) => {
  const { start, end, waiting, renewed } = windows
  // A result on the first second that counts and, if that is another, on the last.
  return [start + waiting * (1n - renewed), end].map((observedAt) => {
    return { ...windows, observedAt, linkedAt: start, issuedAt: observedAt, asOf: observedAt }
  })
})

/** Times at, beside and far from each bound, and what is below zero or overflows. */
function around(t: Times): bigint[] {
  const bounds = [t.start, t.start + t.waiting, t.start + t.linkGrace, t.end, t.end + t.claimWindow]
  const powers = [2n ** 40n, 2n ** 41n, 2n ** 42n, 2n ** 43n]
  const wrapped = [p - 2n ** 41n, p - 2n ** 40n, p - t.start, (p - 1n) / 2n, p]
  return [0n, ...bounds, ...powers, ...wrapped].flatMap((bound) =>
    [bound - 1n, bound, bound + 1n].map((time) => ((time % p) + p) % p),
  )
}

it(`accepts times in their order and no others${drawing}`, () => {
  const random = randomFrom(seed)
  /** Limits that were the only one to be broken, of first policies and of renewals. */
  const seen = [new Set<string>(), new Set<string>()] as const
  for (const times of honest) {
    const choices = around(times)
    for (let i = 0; i < (deep ? 400 : 40); i++) {
      // From one that is moved alone to all four.
      const moved = drawn.filter(() => random.oneIn(2))
      const t = { ...times, ...Object.fromEntries(moved.map((name) => [name, random.pick(choices)])) }
      if (random.oneIn(2)) t.asOf = t.issuedAt
      const reasons = broken(t)
      if (reasons.length < 2) seen[Number(t.renewed)]!.add(reasons[0] ?? 'none')
      if ((circuit.verdict(t) === 'accepted') !== (reasons.length === 0))
        expect.fail(`${Object.entries(t).join(', ')}: broken ${reasons}`)
    }
  }
  // Enough are drawn to meet each limit only if all are.
  if (!deep) return
  // A renewal is linked by its start, and so before any result that counts.
  const ofRenewals = Object.keys(limits).filter((name) => name !== 'link before the result')
  expect(seen).toEqual([new Set(['none', ...Object.keys(limits)]), new Set(['none', ...ofRenewals])])
})
