// Halving a compilation: each half reads all sources and makes code for some of the files.

/** Reading all sources twice pays from about here on. */
const ENOUGH = 16

/**
 * @param input standard JSON
 * @returns one input for each half, with the files dealt by their size; just the input where that is not worth it
 */
export function halves(input) {
  const parsed = JSON.parse(input)
  const { sources, settings } = parsed
  const files = Object.keys(settings?.outputSelection ?? {})
  if (files.length < ENOUGH || files.includes('*')) return [input]
  const sizeOf = (file) => sources[file]?.content?.length ?? 0
  const bySize = files.toSorted((one, other) => sizeOf(other) - sizeOf(one))
  return [0, 1].map((half) => {
    // Dealt 0 1 1 0, so that no half gets the larger of every two.
    const own = bySize.filter((_, place) => ((place + 1) >> 1) % 2 === half)
    const outputSelection = Object.fromEntries(own.map((file) => [file, settings.outputSelection[file]]))
    return JSON.stringify({ ...parsed, settings: { ...settings, outputSelection } })
  })
}

/** One output of the two: what both say of the same thing is said once. */
export function joined(one, other) {
  const [first, second] = [JSON.parse(one), JSON.parse(other)]
  const errors = new Map(
    [...(first.errors ?? []), ...(second.errors ?? [])].map((error) => [JSON.stringify(error), error]),
  )
  return JSON.stringify({
    ...first,
    ...(errors.size > 0 ? { errors: [...errors.values()] } : {}),
    contracts: { ...first.contracts, ...second.contracts },
    sources: merged(first.sources, second.sources),
  })
}

function merged(one = {}, other = {}) {
  const files = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return Object.fromEntries(files.map((file) => [file, { ...one[file], ...other[file] }]))
}
