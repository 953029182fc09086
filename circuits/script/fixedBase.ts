// SPDX-License-Identifier: GPL-3.0-or-later
import type { Curve } from 'snarkjs'

const pageSize = 65_536
const windows = 32
const digits = 255

/**
 * Multiplies one group's generator by many scalars: a table holds digit · 256^window · generator, so that a
 * product takes at most 32 additions. Returns affine points as snarkjs stores them.
 */
export function fixedBase(curve: Curve, group: 'g1' | 'g2'): (scalars: readonly bigint[]) => Buffer {
  const { memory, instance } = curve.tm
  const affine = group === 'g1' ? 64 : 128
  const jacobian = (affine / 2) * 3
  const call = (name: string, ...pointers: number[]) => instance.exports[`${group}m_${name}`]!(...pointers)
  const allocate = (length: number) => memory.grow(Math.ceil(length / pageSize)) * pageSize

  const sums = allocate(windows * digits * jacobian)
  const table = allocate(windows * digits * affine)
  const base = allocate(jacobian)
  new Uint8Array(memory.buffer).set(curve[group === 'g1' ? 'G1' : 'G2'].g, base)
  for (let window = 0; window < windows; window++) {
    const row = sums + window * digits * jacobian
    call('zero', row)
    call('add', row, base, row)
    for (let digit = 1; digit < digits; digit++) {
      call('add', row + (digit - 1) * jacobian, base, row + digit * jacobian)
    }
    call('add', row + (digits - 1) * jacobian, base, base)
  }
  call('batchToAffine', sums, windows * digits, table)

  return (scalars) => {
    const products = allocate(scalars.length * jacobian)
    const points = allocate(scalars.length * affine)
    scalars.forEach((scalar, i) => {
      const product = products + i * jacobian
      call('zero', product)
      let rest = scalar
      for (let window = 0; rest > 0n; window++, rest >>= 8n) {
        const digit = Number(rest & 255n)
        if (digit > 0) call('addMixed', product, table + (window * digits + digit - 1) * affine, product)
      }
    })
    call('batchToAffine', products, scalars.length, points)
    return Buffer.from(memory.buffer.slice(points, points + scalars.length * affine))
  }
}
