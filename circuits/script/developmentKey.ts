// SPDX-License-Identifier: GPL-3.0-or-later
import { createHash } from 'node:crypto'
import { curves } from 'snarkjs'
import { type R1cs, readR1cs, writeSections } from './binary.js'
import { fixedBase } from './fixedBase.js'

const r = 21888242871839275222246405745257275088548364400416034343698204186575808495617n
const q = 21888242871839275222246405745257275088696311157297823662689037894645226208583n

/**
 * A Groth16 key before its contributions, as `snarkjs zkey new` makes it from a powers-of-tau file, but from a
 * tau, alpha and beta that everybody can compute. Whoever knows them can forge proofs: such a key is for
 * development and for nothing else. In exchange it needs no ceremony file, takes seconds instead of minutes, and
 * comes out the same on every machine.
 */
export async function developmentKey(r1csFile: Buffer): Promise<Buffer> {
  const [tau, alpha, beta] = ['tau', 'alpha', 'beta'].map(publicSecret) as [bigint, bigint, bigint]
  const r1cs = readR1cs(r1csFile)
  const publics = r1cs.publicInputs + 1
  const power = Math.ceil(Math.log2(r1cs.constraints.length + publics))
  const size = 2 ** power
  const lagrange = lagrangeAt(tau, power)

  // Each wire's polynomials u, v and w at tau. The public wires get a constraint of their own, as in snarkjs.
  const [u, v, w] = [0, 1, 2].map(() => new Array<bigint>(r1cs.wires).fill(0n)) as [bigint[], bigint[], bigint[]]
  const coefficients: [matrix: number, constraint: number, wire: number, value: bigint][] = []
  r1cs.constraints.forEach((constraint, i) => {
    constraint.forEach((terms, matrix) => {
      const sums = [u, v, w][matrix] as bigint[]
      for (const [wire, value] of terms) {
        sums[wire] = (sums[wire]! + value * lagrange[i]!) % r
        if (matrix < 2) coefficients.push([matrix, i, wire, value])
      }
    })
  })
  for (let wire = 0; wire < publics; wire++) {
    const i = r1cs.constraints.length + wire
    u[wire] = (u[wire]! + lagrange[i]!) % r
    coefficients.push([0, i, wire, 1n])
  }
  const combined = u.map((value, wire) => (beta * value + alpha * v[wire]! + w[wire]!) % r)
  // The quotient is committed to by its values at the odd points of the domain of twice the size.
  const quotient = lagrangeAt(tau, power + 1).filter((_, i) => i % 2 === 1)

  const curve = await curves.getCurveFromName('bn128', { singleThread: true })
  const g1 = fixedBase(curve, 'g1')
  const g2 = fixedBase(curve, 'g2')
  const one = [g1([1n]), g2([1n])] as const
  const header = [number(32), bytes(q), number(32), bytes(r), number(r1cs.wires), number(publics - 1), number(size)]
  return writeSections('zkey', [
    [1, number(1)],
    [2, Buffer.concat([...header, g1([alpha, beta]), g2([beta]), one[1], one[0], one[1]])],
    [3, g1(combined.slice(0, publics))],
    [4, packCoefficients(coefficients)],
    [5, g1(u)],
    [6, g1(v)],
    [7, g2(v)],
    [8, g1(combined.slice(publics))],
    [9, g1(quotient)],
    [10, Buffer.concat([createHash('sha512').update(r1csFile).digest(), number(0)])],
  ])
}

/** The waste of a real ceremony, in the open. */
function publicSecret(name: string): bigint {
  const digest = createHash('sha512').update(`Aceso development setup: ${name}`).digest('hex')
  return BigInt(`0x${digest}`) % r
}

/** Lagrange polynomials of the domain of size 2^power at x: w^i · (x^n - 1) / (n · (x - w^i)). */
function lagrangeAt(x: bigint, power: number): bigint[] {
  const size = 2 ** power
  // 5 is the smallest non-residue; its powers are the roots of unity that snarkjs uses.
  const root = modPow(5n, (r - 1n) / BigInt(size))
  const points = [1n]
  while (points.length < size) points.push((points.at(-1)! * root) % r)
  const factor = ((modPow(x, BigInt(size)) - 1n + r) * modPow(BigInt(size), r - 2n)) % r
  const inverses = invertAll(points.map((point) => (x - point + r) % r))
  return points.map((point, i) => (((point * factor) % r) * inverses[i]!) % r)
}

/** Inverses of all at the cost of one. */
function invertAll(values: readonly bigint[]): bigint[] {
  const products = [1n]
  for (const value of values) products.push((products.at(-1)! * value) % r)
  let inverse = modPow(products.at(-1)!, r - 2n)
  const inverses = new Array<bigint>(values.length)
  for (let i = values.length - 1; i >= 0; i--) {
    inverses[i] = (inverse * products[i]!) % r
    inverse = (inverse * values[i]!) % r
  }
  return inverses
}

function modPow(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % r
    square = (square * square) % r
  }
  return result
}

/** snarkjs wants coefficients multiplied by the square of Montgomery's factor 2^256. */
function packCoefficients(coefficients: readonly [number, number, number, bigint][]): Buffer {
  const factor = 2n ** 512n % r
  const cache = new Map<bigint, Buffer>()
  const section = Buffer.alloc(4 + 44 * coefficients.length)
  section.writeUInt32LE(coefficients.length)
  coefficients.forEach(([matrix, constraint, wire, value], i) => {
    const at = 4 + 44 * i
    section.writeUInt32LE(matrix, at)
    section.writeUInt32LE(constraint, at + 4)
    section.writeUInt32LE(wire, at + 8)
    const packed = cache.get(value) ?? bytes((value * factor) % r)
    cache.set(value, packed)
    packed.copy(section, at + 12)
  })
  return section
}

function number(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}

function bytes(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse()
}
