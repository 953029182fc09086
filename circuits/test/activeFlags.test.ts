// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readR1cs } from '../script/binary.js'
import { compileAlone } from './alone.js'
import { broken } from './circuit.js'

it('is satisfied by the right flags only, whatever the prover computes', () => {
  const files = compileAlone('active_flags', 'ActiveFlags', '4')
  const r1cs = readR1cs(readFileSync(`${files}.r1cs`))
  const wires = new Map(
    readFileSync(`${files}.sym`, 'utf8')
      .split('\n')
      .map((line) => line.split(','))
      .map(([, wire, , name]) => [name, Number(wire)] as const),
  )
  const satisfying: [flags: number[], count: number][] = []
  for (let bits = 0; bits < 3 ** 4; bits++) {
    const flags = [0, 1, 2, 3].map((i) => Math.floor(bits / 3 ** i) % 3)
    for (let count = 0; count <= 8; count++) {
      const values = [1n, 0n, 0n, 0n, 0n, 0n]
      flags.forEach((flag, i) => {
        values[wires.get(`main.active[${i}]`)!] = BigInt(flag)
      })
      values[wires.get('main.count')!] = BigInt(count)
      if (broken(r1cs, values).length === 0) satisfying.push([flags, count])
    }
  }
  expect(satisfying).toEqual([
    [[1, 0, 0, 0], 1],
    [[1, 1, 0, 0], 2],
    [[1, 1, 1, 0], 3],
    [[1, 1, 1, 1], 4],
  ])
})
