import { grouped } from '../table.js'
import type { Measurement } from './measure.js'

type Column = {
  title: string
  value: (measurement: Measurement) => number | undefined
  format: (value: number, measurement: Measurement) => string
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
const seconds = (value: number) => `${value.toFixed(2)} s`
const milliseconds = (value: number) => `${(value * 1000).toFixed(0)} ms`

const columns: Column[] = [
  { title: 'Constraints', value: ({ constraints }) => constraints, format: grouped },
  { title: 'Proving key', value: ({ zkey }) => zkey, format: megabytes },
  { title: 'Witness', value: ({ witness }) => witness, format: seconds },
  {
    title: 'Proof',
    value: ({ proof }) => proof,
    format: (value, { range }) => `${seconds(value)} (${range.map((time) => time.toFixed(2)).join('–')})`,
  },
  {
    title: 'Peak memory',
    value: ({ memory }) => memory,
    format: (bytes) => `${(bytes / 1e6).toFixed(0)} MB`,
  },
  { title: 'Verify', value: ({ verify }) => verify, format: milliseconds },
  { title: 'Verify gas', value: ({ gas }) => gas, format: grouped },
  { title: 'Gas, bound', value: ({ boundGas }) => boundGas, format: grouped },
]

/** Every figure of every circuit. */
export function figures(measurements: readonly Measurement[]): string {
  return tableOf(columns, measurements, (column, measurement) => {
    const value = column.value(measurement)
    return value === undefined ? '–' : column.format(value, measurement)
  })
}

/** The same as multiples of the reference's. What it hasn't got has no ratio. */
export function ratios(measurements: readonly Measurement[], reference: Measurement): string {
  const comparable = columns.filter(({ value }) => value(reference) !== undefined)
  return tableOf(comparable, measurements, ({ value }, measurement) =>
    times(value(measurement)! / value(reference)!),
  )
}

export function times(ratio: number): string {
  return `${ratio.toFixed(2)} ×`
}

function tableOf(
  shown: readonly Column[],
  measurements: readonly Measurement[],
  cell: (column: Column, measurement: Measurement) => string,
): string {
  return markdownTable([
    ['Circuit', ...shown.map(({ title }) => title)],
    ...measurements.map((measurement) => [
      measurement.name,
      ...shown.map((column) => cell(column, measurement)),
    ]),
  ])
}

/** A table in Markdown that can also be read as it is: the first row is the head, the first column left-aligned. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' | ')} |`
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  const [head, ...body] = rows
  return [line(head!), rule, ...body.map(line)].join('\n')
}
