// SPDX-License-Identifier: GPL-3.0-or-later
import {
  CLAIM_SIGNALS,
  ClaimWindowClosedError,
  type Comparator,
  checkObservation,
  claimWitness,
  DAY,
  hash,
  IssuedAfterClaimError,
  ObservedAfterIssueError,
  type Severity,
  SeverityNotReachedError,
  signAttestation,
} from '@aceso/core'
import { expect, it } from 'vitest'
import { bound } from './bound.js'
import { attestedInput, committee, type Facts, facts, privateKey, termsOf } from './claimFixture.js'
import { deep, seed } from './deep.js'
import { compareVerdicts, type DrawnCase } from './differential.js'
import { pathOf } from './drawnPath.js'
import { type Random, randomFrom } from './random.js'

/** Signing is slow, so few results are attested, and policies are drawn around them. */
const results = [0n, 1n, 6_500n, 8_200n, 2n ** 64n - 1n].map((value, i) => {
  const observedAt = facts.observedAt + BigInt(i) * DAY
  // Before the result, at it, and after it.
  const linkedAt = [0n, 1n].map((days) => facts.linkedAt + days * DAY)
  linkedAt.push(observedAt, observedAt - 1n, observedAt + 1n)
  const issuedAt = i === 3 ? observedAt - 1n : observedAt + BigInt(i) * DAY
  return {
    ...facts,
    value,
    observedAt,
    issuedAt,
    linkedAt: linkedAt[i]!,
  }
})

function draw(random: Random): DrawnCase {
  const f = drawnFacts(random)
  const leafIndex = random.bits(24)
  return { input: () => inputOf(f, leafIndex), core: () => coreCheck(f) }
}

function inputOf(f: Facts, leafIndex: bigint) {
  const terms = termsOf(f)
  const commitment = hash('policy', f.secret, f.index)
  const window =
    (leafIndex << 114n) |
    (f.renewable << 113n) |
    (f.renewed << 112n) |
    (f.units << 80n) |
    (f.start << 40n) |
    f.end
  const leaf = hash('leaf', commitment, terms, window)
  const { policyRoot, path } = pathOf(leaf, leafIndex)
  const { committeeRoot, ...attested } = attestedInput(f)
  return bound(CLAIM_SIGNALS, {
    policyRoot,
    committeeRoot,
    terms,
    units: f.units,
    severity: f.severity,
    nullifier: hash('nullifier', f.secret, leaf),
    observationNullifier: hash('observation', f.secret, f.observationTag, terms),
    asOf: f.asOf,
    context: f.context,
    ...attested,
    secret: f.secret,
    index: f.index,
    renewable: f.renewable,
    renewed: f.renewed,
    start: f.start,
    end: f.end,
    leafIndex,
    path,
    productId: f.productId,
    committeeId: f.committeeId,
    comparator: f.comparator,
    thresholds: f.thresholds,
    waiting: f.waiting,
    claimWindow: f.claimWindow,
    linkGrace: f.linkGrace,
  })
}

/** Limits at, next to and far from what the result and its times are. */
function drawnFacts(random: Random): Facts {
  const result = random.pick(results)
  const { value, observedAt, linkedAt, issuedAt } = result
  const comparator = BigInt(random.below(2))
  const first = atMost64(random.near(value, 1_000n))
  const step = 1n + random.bits(8)
  const thresholds = [0n, 1n, 2n].map((i) =>
    atMost64(comparator === 0n ? first + i * step : first - i * step),
  )
  const renewed = BigInt(random.oneIn(3))
  const waiting = random.bits(24)
  const start = random.near(renewed ? observedAt : observedAt - waiting)
  const end = random.near(observedAt, 20_000_000n) + random.pick([0n, 0n, 10_000_000n])
  const asOf = random.near(issuedAt + random.pick([0n, DAY, 30n * DAY]))
  return {
    ...result,
    severity: random.pick([1n, 1n, 2n, 3n]),
    comparator,
    thresholds,
    renewable: BigInt(random.below(2)),
    renewed,
    units: random.bits(32),
    waiting,
    start,
    end,
    asOf,
    claimWindow: asOf > end ? random.near(asOf - end) : random.bits(24),
    linkGrace: linkedAt > start ? random.near(linkedAt - start) : random.bits(24),
  }
}

function atMost64(value: bigint): bigint {
  if (value < 0n) return 0n
  return value < 2n ** 64n ? value : 2n ** 64n - 1n
}

/** What `checkClaim` checks but signatures, which cost more than all the rest and are right here. */
function coreCheck(f: Facts): void {
  const terms = { ...f, comparator: Number(f.comparator) as Comparator, committeeId: 3 }
  const thresholds = f.thresholds as [bigint, bigint, bigint]
  const policy = { renewed: f.renewed === 1n, start: f.start, end: f.end }
  const reached = checkObservation(policy, { ...terms, thresholds }, 3, f)
  if (Number(f.severity) > reached) throw new SeverityNotReachedError(Number(f.severity) as Severity)
  if (f.observedAt > f.issuedAt) throw new ObservedAfterIssueError()
  if (f.asOf > f.end + f.claimWindow) throw new ClaimWindowClosedError()
  if (f.issuedAt > f.asOf) throw new IssuedAfterClaimError()
}

it('core and circuit agree on claims', () => {
  compareVerdicts('claim', 800, draw, [
    'LinkedTooLateError',
    'LinkedAfterResultError',
    'ObservedDuringWaitingPeriodError',
    'ObservedAfterEndError',
    'ThresholdNotMetError',
    'SeverityNotReachedError',
    'ObservedAfterIssueError',
    'ClaimWindowClosedError',
    'IssuedAfterClaimError',
  ])
})

it('what is left out of that comparison is what checkClaim adds: signatures', () => {
  const random = randomFrom(seed)
  for (let i = 0; i < (deep ? 40 : 5); i++) {
    const f = drawnFacts(random)
    const terms = { ...f, comparator: Number(f.comparator) as Comparator, committeeId: 3 }
    const attestation = { ...f, subject: hash('subject', f.secret, f.committeeId) }
    const full = () =>
      claimWitness(
        {
          secret: f.secret,
          policy: {
            productId: f.productId,
            terms: termsOf(f),
            index: f.index,
            leafIndex: 0n,
            commitment: 1n,
            renewable: false,
            renewed: f.renewed === 1n,
            units: f.units,
            start: f.start,
            end: f.end,
          },
          terms: { ...terms, thresholds: f.thresholds as [bigint, bigint, bigint] },
          tiers: 3,
          attestations: [1, 3, 5, 0].map((seat) => signAttestation(privateKey(seat), attestation)),
          committee,
          domain: f.domain,
          policyRoot: 0n,
          path: [],
          asOf: f.asOf,
          chainId: 1,
          desk: '0x0000000000000000000000000000000000000001',
          payment: {
            recipient: '0x0000000000000000000000000000000000000002',
            relayer: '0x0000000000000000000000000000000000000000',
            fee: 0n,
            deadline: 0n,
          },
        },
        Number(f.severity) as Severity,
      )
    const outcome = (check: () => unknown) => {
      try {
        check()
        return 'accepted'
      } catch (error) {
        return (error as Error).name
      }
    }
    const [whole, part] = [outcome(full), outcome(() => coreCheck(f))]
    // Of several reasons either may be the first.
    expect(whole === 'accepted').toBe(part === 'accepted')
  }
})
