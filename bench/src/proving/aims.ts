import { grouped } from '../table.js'
import type { Measurement } from './measure.js'
import { markdownTable, times } from './tables.js'

/** A figure that we set ourselves a limit for. Both limits are included. */
type Aim = {
  what: string
  value: (claim: Measurement, reference: Measurement) => number
  aim: number
  worst: number
  format: (value: number) => string
}

const aims: Aim[] = [
  // With the 1 and three public signals that is 2^14; one more doubles the domain over which snarkjs transforms.
  {
    what: 'constraints',
    value: ({ constraints }) => constraints,
    aim: 16_380,
    worst: 22_000,
    format: grouped,
  },
  {
    what: 'proof, beside Semaphore at depth 20',
    value: ({ proof }, reference) => proof / reference.proof,
    aim: 2.2,
    worst: 3,
    format: times,
  },
]

/** What was aimed at for a claim, what is still borne, and what was measured. */
export function claimAims(claim: Measurement, reference: Measurement): string {
  return markdownTable([
    ['Claim', 'Aim', 'At worst', 'Measured', 'So'],
    ...aims.map(({ what, value, aim, worst, format }) => {
      const measured = value(claim, reference)
      return [what, `≤ ${format(aim)}`, `≤ ${format(worst)}`, format(measured), verdict(measured, aim, worst)]
    }),
  ])
}

export function verdict(measured: number, aim: number, worst: number): string {
  if (measured <= aim) return 'met'
  return measured <= worst ? 'not met, within the worst' : 'missed'
}
