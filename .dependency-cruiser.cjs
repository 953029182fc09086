// Imports go one way: circuits, contracts, deployments → abi → core → {clinical, prover, sdk} → apps → {e2e, bench}.
const layers = [
  ['^(circuits|packages/contracts|deployments)/'],
  ['^packages/abi/'],
  ['^packages/core/'],
  ['^packages/(clinical|prover|sdk)/'],
  ['^apps/'],
  ['^(e2e|bench)/'],
].map(([path]) => path)

const upward = layers.slice(0, -1).map((from, i) => ({
  name: `no-upward-import-${i}`,
  comment: 'A lower layer must not know a higher one.',
  severity: 'error',
  from: { path: from, pathNot: '/(test|script)/|\\.test\\.ts$' },
  to: { path: layers.slice(i + 1).join('|') },
}))

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'siblings-apart',
      comment: 'clinical, prover and sdk do not know each other; the SDK takes the prover as an argument.',
      severity: 'error',
      from: { path: '^packages/(clinical|prover|sdk)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/(clinical|prover|sdk)/', pathNot: '^packages/$1/' },
    },
    {
      name: 'apps-apart',
      comment: 'Apps never import apps. The devnet starts them as processes.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    exclude: { path: '(^|/)(build|out|cache|artifacts)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
