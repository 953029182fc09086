/** Values of a witness that are long enough to be told from others, as a text could show them. */
export function textsOf(values: object): string[] {
  return Object.values(values)
    .flatMap((value) => (typeof value === 'object' ? textsOf(value) : [String(value), value.toString(16)]))
    .filter((text) => text.length > 6)
}
