// SPDX-License-Identifier: GPL-3.0-or-later
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileAlone } from './alone.js'
import { loadCircuit, p } from './circuit.js'

const groupOrder = 2736030358979909402780800718157159386076813972158567259200215660948447373041n

/** Whether a number is accepted, by the template compiled for one constant. */
function compileFor(name: string, size: number, max: string) {
  const circuit = loadCircuit(
    join(`${compileAlone(name, 'AtMostConstant', `${size}, ${max}`)}_js`, `${name}.wasm`),
  )
  return (value: bigint) =>
    circuit.verdict({ bits: Array.from({ length: size }, (_, i) => (value >> BigInt(i)) & 1n) }) ===
    'accepted'
}

describe.each([
  ['the field', 254, '-1', p - 1n],
  ['the subgroup', 253, String(groupOrder - 1n), groupOrder - 1n],
])('%s', (name, size, constant, max) => {
  const accepts = compileFor(`at_most_${name.slice(4)}`, size, constant)
  const words = Array.from({ length: 8 }, (_, i) => 1n << BigInt(32 * i))

  it('rejects what is larger', () => {
    const larger = [...words.map((word) => max + word), max + 2n, (1n << BigInt(size)) - 1n]
    expect(larger.filter((value) => value < 1n << BigInt(size) && accepts(value))).toEqual([])
  })

  it('rejects a larger word above smaller ones', () => {
    const raised = words.slice(1).map((word) => (max / word + 1n) * word)
    expect(raised.filter(accepts)).toEqual([])
  })

  it('accepts what is not', () => {
    const lowered = words.slice(1).map((word) => (max / word) * word - 1n)
    const smaller = [max, 0n, 1n, ...lowered, ...words.map((word) => max - word)]
    expect(smaller.filter((value) => !accepts(value))).toEqual([])
  })
})
