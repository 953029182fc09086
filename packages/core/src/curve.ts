import type { Point } from '@zk-kit/baby-jubjub'
import { FIELD_ORDER, inverse, mod } from './field.js'

/** Baby Jubjub: a·x² + y² = 1 + d·x²·y². As a is a square and d is not, one formula adds any two of its points. */
const A = 168_700n
const D = 168_696n

/** The point (x/z, y/z): without a division, which takes as long as a hundred products, in every step. */
type Projective = readonly [x: bigint, y: bigint, z: bigint]

/** Factor times a point of the curve. */
export function scale(point: Point<bigint>, factor: bigint): Point<bigint> {
  let power: Projective = [point[0], point[1], 1n]
  let sum: Projective = [0n, 1n, 1n]
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, power)
    power = add(power, power)
  }
  const unit = inverse(sum[2], FIELD_ORDER)
  return [mod(sum[0] * unit), mod(sum[1] * unit)]
}

/** The formula `add-2008-bbjlp` for twisted Edwards curves. */
function add([x1, y1, z1]: Projective, [x2, y2, z2]: Projective): Projective {
  const z = (z1 * z2) % FIELD_ORDER
  const square = (z * z) % FIELD_ORDER
  const x = (x1 * x2) % FIELD_ORDER
  const y = (y1 * y2) % FIELD_ORDER
  const product = (((D * x) % FIELD_ORDER) * y) % FIELD_ORDER
  const [less, more] = [square - product, square + product]
  const mixed = (x1 + y1) * (x2 + y2) - x - y
  return [
    mod(((z * less) % FIELD_ORDER) * (mixed % FIELD_ORDER)),
    mod(((z * more) % FIELD_ORDER) * ((y - A * x) % FIELD_ORDER)),
    mod(less * more),
  ]
}
