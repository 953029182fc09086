import { describe, expect, test } from 'vitest'
import {
  AcesoError,
  bindSignals,
  CANCEL_SIGNALS,
  type CancelParameters,
  cancelWitness,
  claimWitness,
  contextOf,
  leafHash,
  leafOf,
  nullifierOf,
  type Policy,
  PolicyEndedError,
  PolicyNotStartedError,
  PolicyRenewableError,
  rootAbove,
} from '../src/index.js'
import { claimOf, facts } from './claimFixture.js'

const { start, end, secret } = facts

function cancelOf(asOf: bigint, changes: Partial<Policy> = {}): CancelParameters {
  const { policy, policyRoot, path, chainId, desk, payment } = claimOf()
  return {
    secret,
    policy: { ...policy, ...changes },
    policyRoot,
    path,
    asOf,
    chainId,
    desk,
    payment,
  }
}

describe('a cancellation is refused', () => {
  test('of a policy that was sold renewable, at any time', () => {
    for (const renewed of [false, true]) {
      for (const asOf of [start - 1n, start, facts.asOf, end, end + 1n]) {
        const cancel = cancelOf(asOf, { renewable: true, renewed })
        expect(() => cancelWitness(cancel)).toThrow(PolicyRenewableError)
        expect(() => cancelWitness(cancel)).toThrow('buy it without renewal')
      }
    }
  })

  test('before the policy starts', () => {
    for (const asOf of [start - 1n, 0n]) {
      expect(() => cancelWitness(cancelOf(asOf))).toThrow(PolicyNotStartedError)
      expect(() => cancelWitness(cancelOf(asOf))).toThrow("can't be cancelled before")
    }
  })

  test('before a renewal starts, at once when it has', () => {
    const renewed = { renewed: true }
    expect(() => cancelWitness(cancelOf(start - 1n, renewed))).toThrow(PolicyNotStartedError)
    expect(cancelWitness(cancelOf(start, renewed)).asOf).toBe(start)
  })

  test('after the policy has ended', () => {
    for (const asOf of [end + 1n, 2n ** 40n]) {
      expect(() => cancelWitness(cancelOf(asOf))).toThrow(PolicyEndedError)
      expect(() => cancelWitness(cancelOf(asOf))).toThrow('nothing left to cancel')
    }
  })

  test('of a policy that would end before it starts', () => {
    expect(() => cancelWitness(cancelOf(start, { start: end, end: start }))).toThrow(PolicyNotStartedError)
    expect(() => cancelWitness(cancelOf(end, { start: end, end: start }))).toThrow(PolicyEndedError)
  })

  test('with an error of Aceso that has its name and a sentence', () => {
    for (const [error, name] of [
      [new PolicyRenewableError(), 'PolicyRenewableError'],
      [new PolicyNotStartedError(), 'PolicyNotStartedError'],
      [new PolicyEndedError(), 'PolicyEndedError'],
    ] as const) {
      expect(error).toBeInstanceOf(AcesoError)
      expect(error.name).toBe(name)
      expect(error.shortMessage).toMatch(/^The policy .*\.$/)
    }
  })
})

test('both ends of the policy count', () => {
  expect(cancelWitness(cancelOf(start)).asOf).toBe(start)
  expect(cancelWitness(cancelOf(end)).asOf).toBe(end)
  expect(cancelWitness(cancelOf(end, { start: end })).start).toBe(end)
})

describe('witness', () => {
  const cancel = cancelOf(facts.asOf)
  const witness = cancelWitness(cancel)

  test('has the values that the desk will be given', () => {
    const leaf = leafHash(leafOf(cancel.policy))
    expect(witness).toMatchObject({
      policyRoot: rootAbove(leaf, Number(cancel.policy.leafIndex), cancel.path),
      terms: cancel.policy.terms,
      units: facts.units,
      end,
      nullifier: nullifierOf(secret, leaf),
      asOf: facts.asOf,
      context: contextOf(cancel.chainId, cancel.desk, cancel.payment),
    })
  })

  test('binds them in order', () => {
    const { policyRoot, terms, units, end, nullifier, asOf, context } = witness
    expect(witness).toMatchObject(bindSignals([policyRoot, terms, units, end, nullifier, asOf, context]))
    expect(CANCEL_SIGNALS.map((name) => witness[name])).toEqual([
      policyRoot,
      terms,
      units,
      end,
      nullifier,
      asOf,
      context,
    ])
  })

  test('has the policy and its place as they are, and nothing else', () => {
    const { policy, path } = cancel
    const { leafIndex } = policy
    expect(witness).toMatchObject({ secret, index: policy.index, renewed: 0n, start, leafIndex, path })
    const names = ['digest', 'challenge', 'fingerprint', ...CANCEL_SIGNALS]
    expect(Object.keys(witness)).toEqual([
      ...names,
      'secret',
      'index',
      'renewed',
      'start',
      'leafIndex',
      'path',
    ])
  })

  test('of a renewal says so, in its leaf too', () => {
    const renewal = { ...cancel, policy: { ...cancel.policy, renewed: true } }
    const made = cancelWitness(renewal)
    expect(made.renewed).toBe(1n)
    expect(made.nullifier).toBe(nullifierOf(secret, leafHash(leafOf(renewal.policy))))
    expect(made.nullifier).toBe(claimWitness(claimOf({ renewed: true, linkedAt: start })).nullifier)
    expect(made.nullifier).not.toBe(witness.nullifier)
  })

  test('spends what a claim on the same policy spends, and of no other', () => {
    expect(witness.nullifier).toBe(claimWitness(claimOf()).nullifier)
    expect(cancelWitness(cancelOf(start)).nullifier).toBe(witness.nullifier)
    expect(cancelWitness(cancelOf(facts.asOf, { units: 11n })).nullifier).not.toBe(witness.nullifier)
  })

  test('is bound to its payment', () => {
    const payment = { ...cancel.payment, recipient: cancel.desk }
    const other = cancelWitness({ ...cancel, payment })
    expect(other.context).not.toBe(witness.context)
    expect(other.digest).not.toBe(witness.digest)
    expect(other.nullifier).toBe(witness.nullifier)
  })
})
