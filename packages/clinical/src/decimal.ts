/** An exact decimal: `digits` × 10^−`scale`. Clinical values never pass through binary fractions. */
export type Decimal = { digits: bigint; scale: number }

const pattern = /^(-?)(0|[1-9]\d{0,39})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/

/** FHIR's decimal syntax; nothing for anything else, and for what no clinical number can be. */
export function parseDecimal(source: string): Decimal | undefined {
  const match = pattern.exec(source)
  if (!match) return undefined
  const [, sign, whole, fraction = '', exponent = '0'] = match
  const digits = BigInt(`${whole}${fraction}`) * (sign ? -1n : 1n)
  const scale = fraction.length - Number(exponent)
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale }
}

/**
 * The decimal a JSON number stands for: the shortest one that reads back as the same number. It is what the
 * sender wrote for up to 15 significant digits, and the same for everybody who parses the same text.
 */
export function decimalOf(value: number): Decimal | undefined {
  return Number.isFinite(value) ? parseDecimal(String(value)) : undefined
}

export function decimal(source: string): Decimal {
  const parsed = parseDecimal(source)
  if (!parsed) throw new RangeError('Not a decimal.')
  return parsed
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale }
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: widen(a, scale) + widen(b, scale), scale }
}

/** Fixed-point with so many decimals; a half is rounded up. Not for negative numbers. */
export function toFixedPoint(value: Decimal, decimals: number): bigint {
  if (value.scale <= decimals) return widen(value, decimals)
  const unit = 10n ** BigInt(value.scale - decimals)
  return (value.digits + unit / 2n) / unit
}

function widen({ digits, scale }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(to - scale)
}
