/** What the analyser says of one place. */
export type AuditFinding = { detector: string; impact: string; where: string; description: string }

/** A finding that somebody has read and found harmless, with the reason. It covers the place, whatever its line. */
export type AcceptedFinding = { detector: string; where: string; reason: string }

export type Verdict = {
  accepted: AuditFinding[]
  open: AuditFinding[]
  /** Accepted, but no longer found. */
  stale: AcceptedFinding[]
}

type Element = {
  type: string
  name: string
  type_specific_fields?: { parent?: Element }
}
type Report = {
  success: boolean
  error: string | null
  results: { detectors?: { check: string; impact: string; description: string; elements: Element[] }[] }
}

/** The findings in Slither's JSON; throws where it says that it failed. */
export function findingsOf(report: Report): AuditFinding[] {
  if (!report.success) throw new Error(`Slither failed: ${report.error ?? 'no reason given'}`)
  return (report.results.detectors ?? []).map(({ check, impact, description, elements }) => ({
    detector: check,
    impact,
    where: elements[0] ? placeOf(elements[0]) : '?',
    description: description.trim(),
  }))
}

/** `Contract.function`, `Contract.variable` or `Contract`. */
function placeOf({ type, name, type_specific_fields }: Element): string {
  const parent = type_specific_fields?.parent
  if (!parent) return name
  if (parent.type === 'contract') return `${parent.name}.${name}`
  return type === 'contract' ? name : placeOf(parent)
}

export function judge(findings: readonly AuditFinding[], list: readonly AcceptedFinding[]): Verdict {
  const covers = (accepted: AcceptedFinding, { detector, where }: AuditFinding) =>
    accepted.detector === detector && accepted.where === where
  return {
    accepted: findings.filter((finding) => list.some((accepted) => covers(accepted, finding))),
    open: findings.filter((finding) => !list.some((accepted) => covers(accepted, finding))),
    stale: list.filter((accepted) => !findings.some((finding) => covers(accepted, finding))),
  }
}
