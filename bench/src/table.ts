export type Row = { what: string; figure: string; target?: string }

/** Prints rows in columns. */
export function printTable(title: string, rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length))
  console.log(`\n${title}\n`)
  for (const { what, figure, target } of rows) {
    console.log(`  ${what.padEnd(width + 2)}${figure.padStart(14)}${target ? `   (target ${target})` : ''}`)
  }
}

export function grouped(value: bigint | number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
