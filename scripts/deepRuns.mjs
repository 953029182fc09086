// What is exhaustive. `command` runs at the root with DEEP=1; `sources` (files and folders) and `packages` (from npm) are
// exactly what its result depends on.
export const deepRuns = [
  {
    name: 'planted',
    title: 'every bug planted in the contracts',
    takes: 'half an hour',
    command: ['npm', 'run', '--silent', 'planted'],
    sources: ['packages/contracts/src', 'packages/contracts/test', 'foundry.toml'],
    packages: ['solc'],
  },
]
