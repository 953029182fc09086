import { AcesoError } from './errors.js'

/** Order of the BN254 scalar field: every signal, hash and commitment is below it. */
export const FIELD_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617n

export class OutOfRangeError extends AcesoError {
  constructor(name: string, bits: number) {
    super(`${name} must be a whole number of at most ${bits} bits.`, { name: 'OutOfRangeError' })
  }
}

/** Returns `value` when it is an unsigned integer of at most `bits` bits; otherwise throws `OutOfRangeError`. */
export function assertBits(name: string, value: bigint, bits: number): bigint {
  if (value < 0n || value >> BigInt(bits) !== 0n) throw new OutOfRangeError(name, bits)
  return value
}

/** Returns `value` when it is a field element; otherwise throws `OutOfRangeError`. */
export function assertField(name: string, value: bigint): bigint {
  if (value < 0n || value >= FIELD_ORDER) throw new OutOfRangeError(name, 254)
  return value
}

export function mod(value: bigint, order: bigint = FIELD_ORDER): bigint {
  const rest = value % order
  return rest < 0n ? rest + order : rest
}

/** By Fermat's little theorem: `order` is a prime. Of zero it is zero. */
export function inverse(value: bigint, order: bigint): bigint {
  let result = 1n
  let base = mod(value, order)
  for (let exponent = order - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % order
    base = (base * base) % order
  }
  return result
}
