// `npm run scale -w @aceso/contracts`: a million purchases through the real contracts; some minutes.
import { spawnSync } from 'node:child_process'
import { forge, root } from '../run/forgeTest.js'

const [node, wrapper] = forge
// Not as JSON, which would hold a million events.
const { status, stdout, stderr, error } = spawnSync(
  node,
  [wrapper, 'test', '-vv', '--match-path', 'packages/contracts/test/scale/*'],
  { cwd: root, encoding: 'utf8', env: { ...process.env, FOUNDRY_PROFILE: 'scale' } },
)
if (error) throw error
const figures = [...stdout.matchAll(/^ *(gas of .*: \d+)$/gm)].map(([, figure]) => figure)
for (const figure of figures) console.log(`figure ${figure}`)
const passed = status === 0 && figures.length > 0
if (!passed) console.error(`${stdout}${stderr}`)
process.exitCode = passed ? 0 : 1
