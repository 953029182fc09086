// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import type { Constraint, Terms } from '../script/binary.js'
import { compileAlone } from './alone.js'
import { loadCircuit, p } from './circuit.js'
import { drawing, drawn } from './deep.js'
import { analyse } from './forced/analysis.js'
import { power } from './forced/field.js'
import { propagate } from './forced/propagate.js'
import { systemOf } from './forced/system.js'
import { untangle } from './forced/untangle.js'

const one: Terms = [[0, 1n]]
const of = (...wires: number[]): Terms => wires.map((wire) => [wire, 1n])
const boolean = (wire: number): Constraint => [of(wire), [...of(wire), [0, p - 1n]], []]
/** A weighted sum of these wires that is another wire. */
const sums = (weights: readonly bigint[], first: number, sum: number): Constraint => [
  weights.map((weight, i) => [first + i, weight]),
  one,
  of(sum),
]
/** Rules by which the wires after the inputs are forced; none for those that aren't. */
function rules(
  inputs: readonly bigint[],
  constraints: Constraint[],
  names?: string[],
): (string | undefined)[] {
  const wires =
    Math.max(...constraints.flatMap((sides) => sides.flatMap((terms) => terms.map(([wire]) => wire)))) + 1
  const system = systemOf(wires, constraints, names)
  const known = Array.from({ length: wires }, (_, wire) => (wire === 0 ? 1n : inputs[wire - 1]))
  const { steps } = propagate(system, known)
  return Array.from({ length: wires - 1 - inputs.length }, (_, i) => {
    const wire = i + 1 + inputs.length
    return steps.find((step) => step.wires.includes(wire))?.rule
  })
}
const powers = (count: number) => Array.from({ length: count }, (_, i) => 1n << BigInt(i))
const bits = (count: number, first: number) => Array.from({ length: count }, (_, i) => boolean(first + i))

describe('a wire isn’t forced', () => {
  const free = (inputs: bigint[], constraints: Constraint[]) =>
    rules(inputs, constraints).filter((rule) => rule === undefined).length

  it('by nothing', () =>
    expect(
      free(
        [3n],
        [
          [of(1), one, of(1)],
          [of(2), [], []],
        ],
      ),
    ).toBe(1))
  it('by its square', () => expect(free([9n], [[of(2), of(2), of(1)]])).toBe(1))
  it('by having two values', () => expect(free([9n], [boolean(2)])).toBe(1))
  it('by a product with another that isn’t', () => expect(free([6n], [[of(2), of(3), of(1)]])).toBe(2))
  it('by a sum with another that isn’t', () => expect(free([6n], [[of(2, 3), one, of(1)]])).toBe(2))
  it('by a product with what may be zero', () => expect(free([2n, 6n], [[of(1), of(3), of(2)]])).toBe(1))
  it('by a product that is zero', () => expect(free([0n], [[of(1), of(2), []]])).toBe(1))
  it('by a sum of bits of one weight', () =>
    expect(free([1n], [...bits(2, 2), sums([1n, 1n], 2, 1)])).toBe(2))
  it('by a sum of bits that comes to the field’s order', () =>
    expect(free([0n], [...bits(3, 2), sums([1n, 2n, p - 3n], 2, 1)])).toBe(3))
  it('by a sum of bits of which one isn’t asserted', () =>
    expect(free([5n], [...bits(7, 2), sums(powers(8), 2, 1)])).toBe(8))
  it('by a sum of bits and what is open', () =>
    expect(free([5n], [...bits(3, 2), sums(powers(4), 2, 1)])).toBe(4))
  it('as a flag that may move', () =>
    // Two flags with the sum 1: only with one that can't rise after the other is it clear which.
    expect(free([1n], [...bits(2, 2), sums([1n, 1n], 2, 1)])).toBe(2))
})

describe('a wire is forced', () => {
  it('by an equation', () => {
    expect(rules([2n, 3n], [[of(1), of(2), [[3, 5n]]]])).toEqual(['equation'])
    expect(rules([2n, 3n], [[of(1, 2), one, of(3)]])).toEqual(['equation'])
  })
  it('as the inverse of what can’t be zero', () =>
    expect(rules([2n], [[of(1), of(2), one]])).toEqual(['inverse']))
  it('as a quotient by what is argued not to be zero', () =>
    expect(rules([2n, 6n], [[of(1), of(3), of(2)]], ['', '', '', 'main.slope'])).toEqual(['quotient']))
  it('by a sum of bits', () =>
    expect(new Set(rules([5n], [...bits(253, 2), sums(powers(253), 2, 1)]))).toEqual(new Set(['bits'])))
  it('by a sum of bits with the highest eliminated', () => {
    const rest: Terms = [[1, 1n], ...powers(3).map((weight, i): Terms[number] => [2 + i, p - weight])]
    const top: Constraint = [rest, [...rest, [0, p - 8n]], []]
    expect(rules([13n], [...bits(3, 2), top])).toEqual(['bits', 'bits', 'bits'])
    expect(rules([13n], [...bits(2, 2), top])).toEqual([undefined, undefined, undefined])
  })
  it('by a sum of flags that is zero, or all of them', () => {
    for (const sum of [0n, 3n])
      expect(rules([sum], [...bits(3, 2), sums([1n, 1n, 1n], 2, 1)])).toEqual(['values', 'values', 'values'])
  })
  it('because its other value is refuted', () => {
    const falling: Constraint = [
      of(3),
      [
        [0, 1n],
        [2, p - 1n],
      ],
      [],
    ]
    const found = rules([1n], [...bits(2, 2), falling, sums([1n, 1n], 2, 1)])
    expect(found).toContain('probe')
    expect(found).not.toContain(undefined)
  })
})

it('untangling changes variables, and what holds in them', () => {
  // Two products, of which the compiler kept the sum and the difference.
  const constraints: Constraint[] = [
    [
      of(1),
      of(2),
      [
        [3, 1n],
        [4, 1n],
      ],
    ],
    [
      of(1),
      of(1),
      [
        [3, 1n],
        [4, p - 1n],
      ],
    ],
  ]
  const system = systemOf(5, constraints)
  const known = [1n, 6n, 4n, undefined, undefined]
  expect(propagate(system, known).values.includes(undefined)).toBe(true)
  const untangled = untangle(system, known)
  const { values, broken } = propagate(untangled.system, known)
  expect(broken).toEqual([])
  expect(values).toEqual(untangled.translate([1n, 6n, 4n, 30n, p - 6n]))
})

describe('arguments', () => {
  it('addition on Baby Jubjub is complete: a is a square and d is none', () => {
    expect(power(168_700n, (p - 1n) / 2n)).toBe(1n)
    expect(power(168_696n, (p - 1n) / 2n)).toBe(p - 1n)
  })
})

describe('whatever is chosen by comparing', () => {
  it(`one word is named, whichever it is${drawing}`, () => {
    const files = compileAlone('forced_at_most', 'AtMostConstant', '254, -1')
    const circuit = loadCircuit(`${files}_js/forced_at_most.wasm`)
    for (const place of drawn([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n], 2)) {
      const value = (((p - 1n) >> (32n * place)) << (32n * place)) - (place === 0n ? 0n : 1n)
      const witness = circuit.witness({
        bits: Array.from({ length: 254 }, (_, i) => (value >> BigInt(i)) & 1n),
      })
      expect(analyse(files, 'AtMostConstant', witness).unforced).toEqual([])
    }
  })

  it(`as many flags are set as are counted${drawing}`, () => {
    const files = compileAlone('forced_active_flags', 'ActiveFlags', '16')
    const circuit = loadCircuit(`${files}_js/forced_active_flags.wasm`)
    for (const count of drawn(
      Array.from({ length: 16 }, (_, i) => BigInt(i + 1)),
      4,
    ))
      expect(analyse(files, 'ActiveFlags', circuit.witness({ count })).unforced).toEqual([])
  })
})
