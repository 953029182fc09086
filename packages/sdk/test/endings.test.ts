import { describe, expect, test } from 'vitest'
import { type Ending, noEndings, takeEnding } from '../src/chain/endings.js'
import { BookOutOfSyncError } from '../src/index.js'

/** Events with what is read of them. */
const event = (eventName: string, args: Record<string, unknown>) => ({ eventName, args }) as unknown as Ending
const paid = (nullifier: bigint, observationNullifier: bigint) =>
  event('ClaimPaid', { nullifier, observationNullifier })
const held = (heldId: bigint, nullifier: bigint, observationNullifier: bigint) =>
  event('ClaimHeld', { heldId, claim: { nullifier, observationNullifier } })
const heldPaid = (heldId: bigint, nullifier: bigint) => event('HeldClaimPaid', { heldId, nullifier })
const voided = (heldId: bigint, nullifier: bigint, observationNullifier: bigint) =>
  event('HeldClaimVoided', { heldId, nullifier, observationNullifier, since: 5n, until: 9n })
const cancelled = (nullifier: bigint) => event('PolicyCancelled', { nullifier })

function after(...events: Ending[]) {
  const endings = noEndings()
  for (const one of events) takeEnding(endings, one)
  return endings
}

test('a policy ends by a payment, a held claim or a cancellation', () => {
  const endings = after(paid(1n, 11n), held(1n, 2n, 12n), cancelled(3n), held(2n, 4n, 14n), heldPaid(1n, 2n))
  expect([...endings.nullifiers]).toEqual([1n, 2n, 3n, 4n])
  expect([...endings.observations]).toEqual([11n, 12n, 14n])
  expect(endings).toMatchObject({ held: new Map([[2n, 4n]]), heldCount: 2n, reopened: new Map() })
})

test('a void claim frees what it had spent, and its policy can end again', () => {
  const events = [held(1n, 2n, 12n), voided(1n, 2n, 12n)]
  expect(after(...events)).toMatchObject({
    nullifiers: new Set(),
    observations: new Set(),
    reopened: new Map([[2n, 9n]]),
    held: new Map(),
  })
  expect(after(...events, paid(2n, 12n))).toMatchObject({
    nullifiers: new Set([2n]),
    observations: new Set([12n]),
    reopened: new Map(),
  })
  expect(after(...events, held(2n, 2n, 12n)).held).toEqual(new Map([[2n, 2n]]))
  expect(after(...events, cancelled(2n)).reopened).toEqual(new Map())
})

describe('events that contradict each other are refused', () => {
  test.each<[string, Ending[]]>([
    ['a policy paid twice', [paid(1n, 11n), paid(1n, 12n)]],
    ['a result paid twice', [paid(1n, 11n), paid(2n, 11n)]],
    ['a cancelled policy paid', [cancelled(1n), paid(1n, 11n)]],
    ['a paid policy cancelled', [paid(1n, 11n), cancelled(1n)]],
    ['a held claim left out', [held(2n, 1n, 11n)]],
    ['a held claim twice', [held(1n, 1n, 11n), held(1n, 2n, 12n)]],
    ['a held claim of a paid policy', [paid(1n, 11n), held(1n, 1n, 12n)]],
    ['a held claim of a paid result', [paid(1n, 11n), held(1n, 2n, 11n)]],
    ['a payment of what is not held', [heldPaid(1n, 1n)]],
    ['a held claim of another policy paid', [held(1n, 1n, 11n), heldPaid(1n, 2n)]],
    ['a held claim paid twice', [held(1n, 1n, 11n), heldPaid(1n, 1n), heldPaid(1n, 1n)]],
    ['a paid claim void', [held(1n, 1n, 11n), heldPaid(1n, 1n), voided(1n, 1n, 11n)]],
    ['a void before its claim', [voided(1n, 1n, 11n), held(1n, 1n, 11n)]],
  ])('%s', (_, events) => {
    expect(() => after(...events)).toThrow(BookOutOfSyncError)
  })
})
