// `npm run forge -w @aceso/contracts [-- arguments of forge test]`: a draw of cases by SEED, all at length with DEEP=1.
import { spawnSync } from 'node:child_process'
import { forge, forgeTest, root } from './forgeTest.js'

const args = process.argv.slice(2)
const seed = process.env.SEED ?? '1'
const deep = process.env.DEEP ? 'DEEP=1 ' : ''
const passed = deep ? atLength() : drawn()
if (!passed) {
  const again = `${deep}SEED=${seed} npm run forge -w @aceso/contracts -- --match-test <its name>`
  console.error(`\nThe seed was ${seed}. One test again: ${again}`)
}
process.exitCode = passed ? 0 : 1

function drawn(): boolean {
  const [node, wrapper] = forge
  const { status, error } = spawnSync(node, [wrapper, 'test', '--fuzz-seed', seed, ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (error) throw error
  return status === 0
}

function atLength(): boolean {
  console.log('Fuzzing and invariants at length: about 25 minutes on two cores, silent until the end.')
  const results = forgeTest(['--fuzz-seed', seed, ...args], { environment: { FOUNDRY_PROFILE: 'deep' } })
  const failures = results.filter(({ failed }) => failed)
  for (const { file, name, reason } of failures) console.error(`✗ ${file}: ${name}: ${reason}`)
  const sum = (of: (result: (typeof results)[number]) => number) =>
    results.reduce((total, result) => total + of(result), 0)
  console.log(`figure forge tests: ${results.length}`)
  console.log(`figure fuzz cases: ${sum(({ calls, cases }) => (calls === 0 && cases > 1 ? cases : 0))}`)
  console.log(`figure calls in invariants: ${sum(({ calls }) => calls)}`)
  console.log(`figure seed: ${seed}`)
  return failures.length === 0 && results.length > 0
}
