import { premiumOf, WEEK } from '@aceso/core'
import { createRandom, type Random } from './random.js'

/**
 * What is simulated. Shares and rates are fractions; times are in days unless they say otherwise; amounts are in units of
 * the asset.
 */
export type Scenario = {
  policies: number
  years: number
  /** What one policy pays in its three severities, and how likely each is once it is triggered. */
  payouts: readonly [number, number, number]
  severities: readonly [number, number, number]
  /** Chance of a trigger in a year. */
  incidence: number
  /** Correlation of the policies' fates, by one common factor (Vasicek) that changes from week to week. */
  correlation: number
  /** How much of last week's factor is left. */
  persistence: number
  /** Chance a week of an outbreak, and how many times likelier triggers are for its eight weeks. */
  outbreak: number
  outbreakFactor: number
  /** Capital at the start per unit of liability at the full book. */
  capital: number
  /** Liability that may be sold per unit of assets: 1 is full collateral. */
  leverage: number
  baseRate: number
  loadFactor: number
  fees: number
  instantShare: number
  /** After the first year this part of the capital asks to leave, and nobody comes. */
  leaving: number
  /** Until when an exit earns as shares do: not at all, until the settlement that admits it, or until it is paid. */
  exitsEarn: 'never' | 'untilAdmitted' | 'untilPaid'
}

export const scenario: Scenario = {
  policies: 100_000,
  years: 5,
  payouts: [100, 250, 1_000],
  severities: [0.5, 0.3, 0.2],
  incidence: 0.03,
  correlation: 0.25,
  persistence: 0.8,
  outbreak: 0.004,
  outbreakFactor: 100,
  capital: 1.25,
  leverage: 1,
  baseRate: 0.03,
  loadFactor: 1.5,
  fees: 0.08,
  instantShare: 0.005,
  leaving: 0,
  exitsEarn: 'untilPaid',
}

/** What one path came to. */
export type Path = {
  /** Of the shareholders, a year. */
  annualReturn: number
  /** Payouts to premiums earned. */
  lossRatio: number
  /** Days on which a payout was held, and days in all. */
  breakerDays: number
  days: number
  /** Payouts that the pool could not meet. */
  shortfall: number
  /** Premium less losses on a unit of capital that stays, and on one that has asked to leave, a year, while some has. */
  stayed: number
  left: number
  /** What the computed liability is above what can be claimed, as parts of the latter: on average, and at most. */
  idle: { mean: number; most: number }
}

/** Capital of one kind, added up day by day. */
type Tally = { gained: number; days: number }

const CLAIM_WINDOW_WEEKS = 4
const TERM_WEEKS = 52
const DAYS_HELD = 2
const OUTBREAK_WEEKS = 8
/** The week in which part of the capital asks to leave. */
const EXIT_WEEK = 52

/** `sold` and `open` in policies; no claim tells which cohort it is of, so the contract knows `sold` only. */
type Cohort = { sold: number; open: number; endsInWeek: number; premiumADay: number }

/** One path: a book that is renewed week by week, day by day, in a pool that keeps its capital for the whole time. */
export function simulate(s: Scenario, seed: number): Path {
  const random = createRandom(seed)
  const maxPayout = s.payouts[2]
  const capital = s.policies * maxPayout * s.capital
  const cohorts: Cohort[] = []
  const due: number[] = []
  let [cash, unearned, earned, paid] = [capital, 0, 0, 0]
  let [factor, outbreakWeeks, breakerDays, shortfall] = [random.normal(), 0, 0, 0]
  let [exiting, claimed, weeks] = [0, 0, 0]
  const stay: Tally = { gained: 0, days: 0 }
  const leave: Tally = { gained: 0, days: 0 }
  const idle = { mean: 0, most: 0 }

  for (let day = 0; day < s.years * 365; day++) {
    const week = Math.floor(day / 7)
    if (day % 7 === 0) {
      factor = s.persistence * factor + Math.sqrt(1 - s.persistence ** 2) * random.normal()
      outbreakWeeks = random.uniform() < s.outbreak ? OUTBREAK_WEEKS : Math.max(0, outbreakWeeks - 1)
      while (cohorts[0] && cohorts[0].endsInWeek + CLAIM_WINDOW_WEEKS <= week)
        claimed = Math.max(0, claimed - (cohorts.shift()?.sold ?? 0))
      if (week === EXIT_WEEK) exiting = s.leaving * (cash - unearned)
      const liability = (sum(cohorts, 'sold') - claimed) * maxPayout
      if (week > EXIT_WEEK + 1) {
        const settled = Math.min(exiting, Math.max(0, cash - unearned - liability))
        exiting -= settled
        cash -= settled
      }
      const truth = sum(cohorts, 'open') * maxPayout
      if (week >= TERM_WEEKS && truth > 0) {
        idle.mean += liability / truth - 1
        idle.most = Math.max(idle.most, liability / truth - 1)
        weeks++
      }
      const premium = sell(s, cohorts, cash - unearned - exiting, liability, week)
      cash += premium
      unearned += premium
    }
    let premium = 0
    for (const cohort of cohorts) if (week < cohort.endsInWeek) premium += cohort.premiumADay
    const part = exiting / (cash - unearned)
    const earning = s.exitsEarn === 'untilPaid' || (s.exitsEarn === 'untilAdmitted' && week === EXIT_WEEK)
    const gain = earning ? premium * part : 0
    exiting += gain
    unearned -= premium
    earned += premium

    const outbreak = outbreakWeeks > 0 ? s.outbreakFactor : 1
    const hazard = (-Math.log(1 - conditional(s, factor)) / 365) * outbreak
    const before = sum(cohorts, 'open')
    const claims = claimsOfADay(s, cohorts, week, 1 - Math.exp(-hazard), random)
    claimed += before - sum(cohorts, 'open')
    const instant = Math.min(claims, s.instantShare * cash)
    if (instant < claims) {
      breakerDays++
      due[day + DAYS_HELD] = claims - instant
    }
    const owed = instant + (due[day] ?? 0)
    const met = Math.min(owed, cash)
    shortfall += owed - met
    const loss = Math.min(exiting, (met * exiting) / Math.max(1, cash - unearned))
    if (exiting > 0) {
      leave.gained += gain - loss
      leave.days += exiting
      stay.gained += premium - gain - (met - loss)
      stay.days += cash - unearned - exiting
    }
    exiting -= loss
    cash -= met
    paid += met
  }
  return {
    annualReturn: (Math.max(0, cash - unearned) / capital) ** (1 / s.years) - 1,
    lossRatio: paid / earned,
    breakerDays,
    days: s.years * 365,
    shortfall,
    stayed: yearly(stay),
    left: yearly(leave),
    idle: { mean: idle.mean / weeks, most: idle.most },
  }
}

function yearly({ gained, days }: Tally): number {
  return days === 0 ? 0 : (gained / days) * 365
}

function sum(cohorts: readonly Cohort[], what: 'sold' | 'open'): number {
  return cohorts.reduce((total, cohort) => total + cohort[what], 0)
}

/** Sells a week's part of the book, as far as assets and leverage allow; gives the net premium. */
function sell(s: Scenario, cohorts: Cohort[], assets: number, liability: number, week: number): number {
  const maxPayout = s.payouts[2]
  const capacity = assets * s.leverage
  const room = Math.floor((capacity - liability) / maxPayout)
  const running = cohorts.reduce((sum, cohort) => (week < cohort.endsInWeek ? sum + cohort.open : sum), 0)
  // The first week builds up the book, later ones replace what has ended.
  const count = Math.max(0, Math.min(room, s.policies - running, Math.ceil(s.policies / TERM_WEEKS) * 2))
  if (count === 0) return 0
  const premium = premiumOf({
    baseRate: wad(s.baseRate),
    loadFactor: wad(s.loadFactor),
    assets: cents(capacity),
    liability: cents(liability),
    added: cents(count * maxPayout),
    duration: BigInt(TERM_WEEKS) * WEEK,
  })
  const net = (Number(premium) / 100) * (1 - s.fees)
  cohorts.push({
    sold: count,
    open: count,
    endsInWeek: week + TERM_WEEKS,
    premiumADay: net / (TERM_WEEKS * 7),
  })
  return net
}

function claimsOfADay(
  s: Scenario,
  cohorts: Cohort[],
  week: number,
  probability: number,
  random: Random,
): number {
  let amount = 0
  for (const cohort of cohorts) {
    if (week >= cohort.endsInWeek) continue
    const triggered = random.binomial(cohort.open, probability)
    if (triggered === 0) continue
    cohort.open -= triggered
    const first = random.binomial(triggered, s.severities[0])
    const second = random.binomial(triggered - first, s.severities[1] / (1 - s.severities[0]))
    amount += first * s.payouts[0] + second * s.payouts[1] + (triggered - first - second) * s.payouts[2]
  }
  return amount
}

/** Vasicek: the chance of a trigger in a year, given the common factor. */
function conditional({ incidence, correlation }: Scenario, factor: number): number {
  return cumulative((quantile(incidence) + Math.sqrt(correlation) * factor) / Math.sqrt(1 - correlation))
}

/** Standard normal distribution, by Zelen and Severo (Abramowitz and Stegun 26.2.17), to 7.5e-8. */
function cumulative(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = (Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI)) * series
  return x >= 0 ? 1 - tail : tail
}

/** Its inverse, by bisection. */
function quantile(probability: number): number {
  let [low, high] = [-10, 10]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (cumulative(middle) < probability) low = middle
    else high = middle
  }
  return low
}

function wad(value: number): bigint {
  return BigInt(Math.round(value * 1e9)) * 10n ** 9n
}

function cents(value: number): bigint {
  return BigInt(Math.floor(value * 100))
}
