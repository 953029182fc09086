// SPDX-License-Identifier: GPL-3.0-or-later
import { CANCEL_SIGNALS, cancelWitness, hash, leafHash, leafOf } from '@aceso/core'
import { it } from 'vitest'
import { bound } from './bound.js'
import { facts } from './cancelFixture.js'
import { compareVerdicts, type DrawnCase } from './differential.js'
import { pathOf } from './drawnPath.js'
import type { Random } from './random.js'

const { secret, terms } = facts

/** Policies and times around each other; core makes the witness, or refuses where the circuit must. */
function draw(random: Random): DrawnCase {
  const start = random.bits(random.pick([1, 31, 40]))
  const end = random.pick([start, start + random.bits(25), random.near(start)]) % 2n ** 40n
  const index = random.bits(20)
  const leafIndex = random.bits(24)
  const policy = {
    productId: 1n,
    terms,
    index,
    leafIndex,
    commitment: hash('policy', secret, index),
    renewable: random.oneIn(8),
    renewed: random.oneIn(3),
    units: random.bits(random.pick([1, 8, 32])),
    start,
    end,
  }
  const leaf = leafHash(leafOf(policy))
  const { path, policyRoot } = pathOf(leaf, leafIndex)
  const asOf = random.near(random.pick([start, end]))
  const context = random.bits(248)
  const stated = {
    policyRoot,
    terms,
    units: policy.units,
    end,
    nullifier: hash('nullifier', secret, leaf),
    asOf,
    context,
  }
  const renewed = BigInt(policy.renewed)
  return {
    input: () => bound(CANCEL_SIGNALS, { ...stated, secret, index, renewed, start, leafIndex, path }),
    core: () =>
      cancelWitness({
        secret,
        policy,
        policyRoot,
        path,
        asOf,
        chainId: 1,
        desk: '0x0000000000000000000000000000000000000001',
        payment: {
          recipient: '0x0000000000000000000000000000000000000002',
          relayer: '0x0000000000000000000000000000000000000000',
          fee: 0n,
          deadline: 0n,
        },
      }),
  }
}

it('core and circuit agree on cancellations', () => {
  compareVerdicts('cancel', 6_000, draw, [
    'PolicyRenewableError',
    'PolicyNotStartedError',
    'PolicyEndedError',
  ])
})
