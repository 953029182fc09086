// What is exhaustive. `command` runs at the root with DEEP=1. What its result depends on, and nothing else: `sources`
// (files and folders), `tests` (with all that they import of their workspace) and `packages` (from npm).
const circuitTests = (names) => names.map((name) => `circuits/test/${name}.test.ts`)
const runTests = (names) => [
  'npm',
  'exec',
  '-w',
  '@aceso/circuits',
  '--',
  'vitest',
  'run',
  ...names.map((name) => `test/${name}.test.ts`),
]
/** Sources of the circuits, and what they become. */
const circuits = ['circuits/src', 'circuits/circuits.json', 'circuits/artifacts.json']
const compiler = ['circom2', 'circomlib']

const differential = [
  'differentialCancel',
  'differentialClaim',
  'differentialEligibility',
  'differentialOthers',
]
const forced = ['forced', 'mutation', 'smallOrder', 'claimTimes', 'curve']

/** In the order in which they run. */
export const deepRuns = [
  {
    name: 'circuits-rebuild',
    title: 'every circuit compiled, its keys made, and all bytes compared',
    takes: 'ten minutes',
    command: ['npm', 'run', '--silent', 'rebuild', '-w', '@aceso/circuits'],
    sources: [...circuits, 'circuits/ceremony'],
    tests: ['circuits/script/rebuild.ts'],
    packages: [...compiler, 'snarkjs'],
  },
  {
    name: 'circuits-removed',
    title: 'every constraint of the circuits removed',
    takes: 'three quarters of an hour',
    command: runTests(['removed']),
    sources: circuits,
    tests: circuitTests(['removed']),
    packages: compiler,
  },
  {
    name: 'circuits-dropped',
    title: 'every statement of the templates dropped',
    takes: 'a quarter of an hour',
    command: runTests(['dropped']),
    sources: ['circuits/src'],
    tests: circuitTests(['dropped']),
    packages: compiler,
  },
  {
    name: 'circuits-differential',
    title: 'ten thousand cases, circuits beside core',
    takes: 'ten minutes',
    command: runTests(differential),
    sources: [...circuits, 'packages/core/src'],
    tests: circuitTests(differential),
    packages: compiler,
  },
  {
    name: 'circuits-forced',
    title: 'every wire changed, every place of a forged point, every hour',
    takes: 'some minutes',
    command: runTests(forced),
    sources: circuits,
    tests: circuitTests(forced),
    packages: compiler,
  },
]
