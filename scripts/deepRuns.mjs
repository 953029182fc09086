// What is exhaustive. `command` runs at the root with DEEP=1. What its result depends on, and nothing else: `sources`
// (files and folders), `tests` (with all that they import of their workspace) and `packages` (from npm). `due`: its first
// receipt is still to come, and `npm test` doesn't ask for it before.
const vitest = (workspace, files) => [
  'npm',
  'exec',
  '-w',
  `@aceso/${workspace}`,
  '--',
  'vitest',
  'run',
  ...files,
]
const testFiles = (names) => names.map((name) => `test/${name}.test.ts`)
const circuitTests = (names) => testFiles(names).map((file) => `circuits/${file}`)
const runTests = (names) => vitest('circuits', testFiles(names))

/** What circuits are made from; that their artefacts are made of it is for the first run to say. */
const circuits = ['circuits/src', 'circuits/circuits.json']
const compiler = ['circom2', 'circomlib']

const differential = [
  'differentialCancel',
  'differentialClaim',
  'differentialEligibility',
  'differentialOthers',
]
const forced = ['forced', 'mutation', 'smallOrder', 'claimTimes', 'curve']

const ceremony = {
  name: 'circuits-ceremony',
  title: 'a ceremony, every contributor a process',
  takes: 'some minutes',
  command: runTests(['ceremony']),
  sources: ['circuits/ceremony'],
  tests: [...circuitTests(['ceremony']), 'circuits/script/ceremony/main.ts'],
  packages: [...compiler, 'snarkjs'],
}

const contracts = [
  'foundry.toml',
  'packages/contracts/src',
  ...['Imports.sol', 'solc.mjs', 'solcShare.mjs'].map((file) => `packages/contracts/script/${file}`),
]
const solidityTests = ['fuzz', 'invariant', 'rebuild', 'unit'].map(
  (kind) => `packages/contracts/test/${kind}`,
)
const solidity = [
  '@chainlink/contracts',
  '@foundry-rs/forge',
  '@layerzerolabs/toolbox-foundry',
  '@openzeppelin/contracts',
  'poseidon-solidity',
  'solc',
]

const properties = {
  core: testFiles([
    'book',
    'bookBatches',
    'boundSignals',
    'claimTime',
    'curve',
    'field',
    'price',
    'queue',
    'signature',
    'terms',
    'time',
  ]),
  clinical: ['src/decimal.test.ts', 'src/identity.test.ts', ...testFiles(['corrections', 'hostile'])],
}

/** In the order in which they run. */
export const deepRuns = [
  {
    name: 'circuits-rebuild',
    due: true,
    title: 'every circuit compiled, its keys made, and all bytes compared',
    takes: 'ten minutes',
    command: ['npm', 'run', '--silent', 'rebuild', '-w', '@aceso/circuits'],
    sources: [...circuits, 'circuits/artifacts.json', 'circuits/ceremony'],
    tests: ['circuits/script/rebuild.ts'],
    packages: [...compiler, 'snarkjs'],
  },
  {
    name: 'circuits-removed',
    due: true,
    title: 'every constraint of the circuits removed',
    takes: 'a quarter of an hour',
    command: runTests(['removed']),
    sources: circuits,
    tests: circuitTests(['removed']),
    packages: compiler,
  },
  {
    name: 'circuits-dropped',
    due: true,
    title: 'every statement of the templates dropped',
    takes: 'a quarter of an hour',
    command: runTests(['dropped']),
    sources: ['circuits/src'],
    tests: circuitTests(['dropped']),
    packages: compiler,
  },
  {
    name: 'circuits-differential',
    due: true,
    title: 'ten thousand cases, circuits beside core',
    takes: 'ten minutes',
    command: runTests(differential),
    sources: [...circuits, 'packages/core/src'],
    tests: circuitTests(differential),
    packages: compiler,
  },
  {
    name: 'circuits-forced',
    due: true,
    title: 'every wire changed, every place of a forged point, every hour',
    takes: 'some minutes',
    command: runTests(forced),
    sources: circuits,
    tests: circuitTests(forced),
    packages: compiler,
  },
  ceremony,
  {
    name: 'contracts-fuzz',
    due: true,
    title: 'fuzzing and invariants of the contracts at length',
    takes: 'half an hour',
    command: ['npm', 'run', '--silent', 'forge', '-w', '@aceso/contracts'],
    sources: contracts,
    tests: [...solidityTests, 'packages/contracts/test/run/main.ts'],
    packages: solidity,
  },
  {
    name: 'contracts-planted',
    due: true,
    title: 'every bug planted in the contracts',
    takes: 'half an hour',
    command: ['npm', 'run', '--silent', 'planted'],
    sources: contracts,
    tests: [...solidityTests, 'packages/contracts/test/planted/main.ts'],
    packages: solidity,
  },
  {
    name: 'contracts-scale',
    title: 'a million purchases',
    takes: 'some minutes',
    command: ['npm', 'run', '--silent', 'scale', '-w', '@aceso/contracts'],
    sources: contracts,
    tests: ['packages/contracts/test/scale'],
    packages: solidity,
  },
  {
    name: 'contracts-audit',
    due: true,
    title: 'Slither and Halmos over the contracts, where they are installed',
    takes: 'a quarter of an hour',
    command: ['npm', 'run', '--silent', 'audit'],
    sources: [...contracts, 'packages/contracts/audit'],
    tests: ['packages/contracts/test/symbolic', 'packages/contracts/script/audit/main.ts'],
    packages: solidity,
  },
  {
    name: 'sdk-quotes',
    due: true,
    title: 'quotes of the SDK beside those of the chain, at length',
    takes: 'some minutes',
    command: vitest('sdk', ['test/chain/quote.test.ts']),
    sources: [...contracts, 'packages/core/src', 'packages/sdk/src'],
    tests: ['packages/sdk/test/chain/quote.test.ts'],
    packages: solidity,
  },
  ...['core', 'clinical'].map((name) => ({
    name: `${name}-properties`,
    due: true,
    title: `properties of ${name}, fifty times as often`,
    takes: 'some minutes',
    command: vitest(name, properties[name]),
    sources: [`packages/${name}/src`, 'vitest.properties.ts'],
    tests: properties[name].map((file) => `packages/${name}/${file}`),
    packages: ['fast-check'],
  })),
]
