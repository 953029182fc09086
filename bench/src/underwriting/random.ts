/** Random numbers that are the same in every run. */
export type Random = {
  /** Uniform in [0, 1). */
  uniform: () => number
  /** Standard normal. */
  normal: () => number
  /** How many of `count` happen, each with `probability`. */
  binomial: (count: number, probability: number) => number
}

/** Few enough events to count them one by one. */
const SMALL_MEAN = 30

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  // mulberry32
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  // Box and Muller
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const binomial = (count: number, probability: number) => {
    if (count === 0 || probability <= 0) return 0
    if (probability >= 1) return count
    const mean = count * probability
    if (mean < SMALL_MEAN) return Math.min(count, poisson(mean, uniform))
    const drawn = Math.round(mean + Math.sqrt(mean * (1 - probability)) * normal())
    return Math.max(0, Math.min(count, drawn))
  }
  return { uniform, normal, binomial }
}

/** Knuth's product of uniforms: the rare-event limit of the binomial. */
function poisson(mean: number, uniform: () => number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = uniform(); product > limit; product *= uniform()) count++
  return count
}
