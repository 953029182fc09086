// `npm run scale -w @aceso/contracts`: a million purchases through the real contracts; some minutes.
import { forgeTest } from '../run/forgeTest.js'

const results = forgeTest(['-vv', '--match-path', 'packages/contracts/test/scale/*'], {
  environment: { FOUNDRY_PROFILE: 'scale' },
})
for (const { name, failed, reason, logs } of results) {
  if (failed) console.error(`✗ ${name}: ${reason}`)
  for (const line of logs) console.log(`figure ${line}`)
}
process.exitCode = results.length > 0 && results.every(({ failed }) => !failed) ? 0 : 1
