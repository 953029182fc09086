// SPDX-License-Identifier: GPL-3.0-or-later
import { CLAIM_SIGNALS, type ClaimWitness } from '@aceso/core'
import { expect, it } from 'vitest'
import { bound } from './bound.js'
import { loadBuilt, refusing } from './circuit.js'
import { claimInput, type Facts } from './claimFixture.js'

/** A case that states other facts, consistently hashed and signed. */
export type Case = [name: string, changes: Partial<Facts>]
/** A case that tampers with the finished witness, which then binds what it states. */
export type Tampering = [name: string, tamper: (input: ClaimWitness) => Partial<ClaimWitness>]

export const circuit = loadBuilt('claim')

/** `where`: the template whose constraint has to refuse the case. */
export const rejected = (where: string, cases: Case[]) =>
  it.each(cases)('rejects %s', (_, changes) => {
    expect(refusing(circuit.verdict(claimInput(changes)))).toContain(where)
  })
export const accepted = (cases: Case[]) =>
  it.each(cases)('accepts %s', (_, changes) => {
    expect(circuit.verdict(claimInput(changes))).toBe('accepted')
  })
export const acceptedTampered = (cases: Tampering[]) =>
  it.each(cases)('accepts %s', (_, tamper) => {
    const input = claimInput()
    expect(circuit.verdict(bound(CLAIM_SIGNALS, { ...input, ...tamper(input) }))).toBe('accepted')
  })
export const rejectedTampered = (where: string, cases: Tampering[]) =>
  it.each(cases)('rejects %s', (_, tamper) => {
    const input = claimInput()
    const templates = refusing(circuit.verdict(bound(CLAIM_SIGNALS, { ...input, ...tamper(input) })))
    expect(templates).toContain(where)
    expect(templates).not.toContain('BoundSignals')
  })
