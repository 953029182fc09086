/** Numbers as JSON takes them, decimal strings. */
export function texts<name extends string>(numbers: Record<name, bigint>): Record<name, string> {
  return mapped(numbers, String)
}

/** The inverse of `texts`. */
export function bigints<name extends string>(numbers: Record<name, string>): Record<name, bigint> {
  return mapped(numbers, BigInt)
}

function mapped<name extends string, A, B>(values: Record<name, A>, map: (value: A) => B): Record<name, B> {
  const entries = Object.entries(values) as [name, A][]
  return Object.fromEntries(entries.map(([name, value]) => [name, map(value)])) as Record<name, B>
}
