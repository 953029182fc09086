// SPDX-License-Identifier: GPL-3.0-or-later
import type { Input } from '../calculator.js'
import { cancelInput } from '../cancelFixture.js'
import { facts as claim, claimInput } from '../claimFixture.js'
import { facts as eligibility, eligibilityInput } from '../eligibilityFixture.js'
import { equivocationInput } from '../equivocationFixture.js'
import { insertionInput } from '../insertionFixture.js'
import { forgeOffCurve, offCurveKey } from '../offCurveKey.js'
import { claimSignedBy, eligibilitySignedBy, equivocationSignedBy } from '../signedBy.js'

const offCurve = { key: offCurveKey, sign: forgeOffCurve }

type Shipped = {
  input: () => Input
  /** More that are accepted, with other signatures. */
  others: () => Input[]
  /** Inputs that follow from the others, those of an array counted. */
  computed: Record<string, number>
  /** Inputs that are refused for more than one number in them. */
  refused: () => Input[]
}

/** What propagation starts from in each circuit of circuits.json. */
export const shipped: Record<string, Shipped> = {
  claim: {
    input: () => claimInput(),
    others: () => [1n, 2n, 3n].map((later) => claimInput({ issuedAt: claim.issuedAt + later })),
    computed: {
      digest: 1,
      fingerprint: 1,
      policyRoot: 1,
      committeeRoot: 1,
      terms: 1,
      nullifier: 1,
      observationNullifier: 1,
      path: 8,
    },
    refused: () => claimInput().keys.map((_, place) => claimSignedBy(claimInput(), place, offCurve)),
  },
  insertion: {
    input: () => insertionInput(5),
    others: () => [],
    computed: { oldRoot: 1, newRoot: 1, batchRoot: 1, fingerprint: 1, path: 6 },
    refused: () => [],
  },
  cancel: {
    input: () => cancelInput(),
    others: () => [],
    computed: { digest: 1, fingerprint: 1, policyRoot: 1, nullifier: 1, path: 8 },
    refused: () => [],
  },
  eligibility: {
    input: () => eligibilityInput(),
    others: () => [1n, 2n, 3n].map((later) => eligibilityInput({ issuedAt: eligibility.issuedAt + later })),
    computed: { digest: 1, fingerprint: 1, committeeRoot: 1, predicate: 1, commitment: 1 },
    refused: () =>
      eligibilityInput().keys.map((_, place) => eligibilitySignedBy(eligibilityInput(), place, offCurve)),
  },
  equivocation: {
    input: () => equivocationInput(),
    others: () => [1n, 2n, 3n].map((value) => equivocationInput({ value }, { issuedAt: value })),
    computed: {},
    refused: () => [equivocationSignedBy(equivocationInput(), offCurve)],
  },
}
