// SPDX-License-Identifier: GPL-3.0-or-later
import {
  AcesoError,
  type Attestation,
  batchChallengeOf,
  batchFingerprintOf,
  batchRoot,
  bookRoot,
  chainOf,
  checkEquivocation,
  type EquivocationWitness,
  insertionWitness,
  leafHash,
  rootAbove,
  type SignedAttestation,
  signAttestation,
} from '@aceso/core'
import { it } from 'vitest'
import { privateKey } from './claimFixture.js'
import { compareVerdicts, type DrawnCase } from './differential.js'
import { statement } from './equivocationFixture.js'
import { bookOf, leavesOf } from './insertionFixture.js'
import type { Random } from './random.js'

/** Signing is slow, so a pool of statements is signed, by two nodes each, and pairs are drawn from it. */
const changes: Partial<Attestation>[] = [
  {},
  { value: 8_300n },
  { value: 0n },
  { subject: 1n },
  { subject: 1n, value: 8_300n },
  { issuedAt: 1n },
  { issuedAt: 1n, value: 8_300n },
  { linkedAt: 1n },
  { observedAt: 1n },
  { measure: 12 },
  { measure: 12, value: 8_300n },
  { observationTag: 1n, value: 8_300n },
  { domain: 1n, value: 8_300n },
]
const pool = changes.flatMap((changed) =>
  [3, 3, 4].map((seat) => signAttestation(privateKey(seat), { ...statement, ...changed })),
)

/**
 * Any two statements, some with a signature of another. What a witness holds once, the key and what the result is, is the
 * first one's.
 */
function drawEquivocation(random: Random): DrawnCase {
  const first = random.pick(pool)
  const drawn = random.pick(pool)
  const { key } = first
  const { domain, measure, observationTag } = first.attestation
  const { signature } = random.oneIn(6) ? random.pick(pool) : drawn
  const attestation = { ...drawn.attestation, domain, measure, observationTag }
  const second = { attestation, key, signature }
  return {
    input: () => equivocationOf([first, second]),
    core: () => checkEquivocation([first, second]),
  }
}

function equivocationOf(signed: readonly [SignedAttestation, SignedAttestation]): EquivocationWitness {
  const [{ key, attestation }] = signed
  const of = <T>(get: (one: SignedAttestation) => T) => signed.map(get)
  return {
    key: key[0],
    domain: attestation.domain,
    context: 7n,
    measure: BigInt(attestation.measure),
    observationTag: attestation.observationTag,
    // Another node's would be off the curve under this key.
    ordinates: [key[1], key[1]],
    subjects: of((one) => one.attestation.subject),
    values: of((one) => one.attestation.value),
    observedAt: of((one) => one.attestation.observedAt),
    linkedAt: of((one) => one.attestation.linkedAt),
    issuedAt: of((one) => one.attestation.issuedAt),
    challenges: of((one) => one.signature.challenge),
    responses: of((one) => one.signature.response),
  }
}

it('core and circuit agree on pairs of statements', () => {
  compareVerdicts('equivocation', 1_500, drawEquivocation, ['NoEquivocationError'])
})

class NotTheQueueError extends AcesoError {
  constructor() {
    super('The witness is not of what is queued.', { name: 'NotTheQueueError' })
  }
}

const books = [0, 1, 4, 17].map(bookOf)

/** What is queued, and a witness of it or of something that differs in one respect. */
function drawInsertion(random: Random): DrawnCase {
  const book = random.pick(books)
  const queued = leavesOf(1 + random.below(random.pick([1, 5, 64])))
  const honest = insertionWitness(book, queued)
  const place = random.below(queued.length)
  const tampered = queued.map((leaf, i) => (i === place ? { ...leaf, window: leaf.window + 1n } : leaf))
  const other = insertionWitness(book, tampered)
  const root = batchRoot(tampered.map(leafHash))
  const newRoot = rootAbove(root, Number(honest.batchIndex), honest.path)
  const challenge = batchChallengeOf(chainOf(queued), bookRoot(book), newRoot)
  const input = random.pick([
    () => honest,
    () => honest,
    () => honest,
    () => ({ ...honest, count: honest.count + 1n }),
    () => ({ ...honest, batchIndex: honest.batchIndex + 1n }),
    () => ({ ...honest, fingerprint: other.fingerprint }),
    () => ({ ...honest, newRoot: other.newRoot }),
    () => ({ ...honest, windows: other.windows }),
    // Consistent in itself, but not what the contract has queued.
    () => ({ ...other, challenge, fingerprint: batchFingerprintOf(challenge, queued) }),
  ])()
  return {
    input: () => input,
    core() {
      const stated = Object.keys(honest) as (keyof typeof honest)[]
      if (stated.some((name) => input[name] !== honest[name])) throw new NotTheQueueError()
    },
  }
}

it('core and circuit agree on insertions', () => {
  compareVerdicts('insertion', 500, drawInsertion, ['NotTheQueueError'])
})
