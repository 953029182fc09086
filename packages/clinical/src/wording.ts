/** What words beside a result say of it. Never read as a result: only to find what contradicts one. */
export function wordingOf(text: string): 'detected' | 'not-detected' | 'inconclusive' | undefined {
  const words = new Set(
    text
      .slice(0, maxRead)
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^\p{L}]+/u),
  )
  const has = (list: readonly string[]) => list.some((word) => words.has(word))
  if (has(doubtful)) return 'inconclusive'
  if (has(negative) || (has(negations) && has(positive))) return 'not-detected'
  return has(positive) ? 'detected' : undefined
}

const maxRead = 4096

// English, German, French, Italian, Spanish, Portuguese, without accents. "not" means little without what it denies.
const negations = ['no', 'not', 'non', 'none', 'never', 'without', 'nicht', 'kein', 'keine', 'pas', 'nao']
const negative = [
  ...['negative', 'neg', 'absent', 'undetected', 'undetectable', 'nonreactive', 'unreactive'],
  ...['negativ', 'negatif', 'negativo', 'negativa', 'absente'],
]
const positive = [
  ...['positive', 'pos', 'detected', 'detectable', 'present', 'reactive', 'found', 'seen', 'identified'],
  ...[
    'positiv',
    'positif',
    'positivo',
    'positiva',
    'nachgewiesen',
    'reaktiv',
    'detecte',
    'detectado',
    'rilevato',
  ],
]
const doubtful = [
  ...['inconclusive', 'indeterminate', 'equivocal', 'invalid', 'presumptive', 'probable', 'borderline'],
  ...['suspected', 'doubtful', 'unsatisfactory', 'uncertain', 'unclear'],
]
