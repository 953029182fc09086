/** One thing that was looked at. It is in order when both are the same. */
export type Finding = { subject: string; expected: string; actual: string }

export function isInOrder({ expected, actual }: Finding): boolean {
  return expected === actual
}

/** A line for each finding, then a sentence on each difference. */
export function describeFindings(findings: readonly Finding[]): string[] {
  const width = Math.max(0, ...findings.map(({ subject }) => subject.length))
  const rows = findings.map((finding) => {
    const mark = isInOrder(finding) ? '✓' : '✗'
    return `${mark} ${finding.subject.padEnd(width)}  ${finding.actual}`
  })
  const differences = findings
    .filter((finding) => !isInOrder(finding))
    .map(({ subject, expected, actual }) => `${subject}: expected ${expected}, found ${actual}.`)
  return differences.length === 0 ? rows : [...rows, '', ...differences]
}
