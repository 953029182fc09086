// `npm run planted`: plants one bug after another in a copy of the contracts and names the tests that notice it.
import { bugs } from './bugs.js'
import { withField } from './plant.js'

const wanted = process.argv.slice(2)
if (wanted.includes('--help')) {
  console.log(
    `Usage: npm run planted [-- <words of a bug's name>]\n\nBugs:\n${bugs.map(({ name }) => `  ${name}`).join('\n')}`,
  )
  process.exit(0)
}
const chosen = bugs.filter(({ name }) => wanted.every((word) => name.includes(word)))
if (chosen.length === 0) {
  console.error(`No bug's name has "${wanted.join('" and "')}" in it; --help lists them.`)
  process.exit(1)
}

let escaped = 0
const files = [...new Set(chosen.flatMap(({ caughtBy }) => caughtBy))]
withField(files, (field) => {
  console.log(`Without a bug (${files.length} files, which are compiled first: some minutes)`)
  for (const [file, { failed, passed }] of field.run(files)) {
    if (failed.length === 0 && passed > 0) continue
    escaped++
    console.log(`  ✗ ${file}: ${failed.join(', ') || 'no test ran'}`)
  }
  for (const [i, bug] of chosen.entries()) {
    console.log(`\n${i + 1}/${chosen.length} ${bug.name} (src/${bug.file})`)
    for (const [file, { failed }] of field.run(bug.caughtBy, bug)) {
      if (failed.length === 0) escaped++
      console.log(failed.length === 0 ? `  ✗ ${file}: nothing failed` : `  ✓ ${file}: ${failed.join(', ')}`)
    }
  }
})
console.log(
  escaped === 0 ? `\n${chosen.length} bugs, all caught.` : `\n${escaped} files did not do as they should.`,
)
console.log(`figure planted bugs: ${chosen.length}\nfigure files that missed one: ${escaped}`)
process.exitCode = escaped === 0 ? 0 : 1
