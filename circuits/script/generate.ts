// SPDX-License-Identifier: GPL-3.0-or-later
import { CeremonyError } from './ceremony/CeremonyError.js'
import { generateArtifacts } from './generateArtifacts.js'
import { aceso } from './Project.js'
import { stopWorkers } from './stopWorkers.js'

const begin = performance.now()
const print = (line: string) => console.log(`circuits: ${line}`)
try {
  await generateArtifacts(aceso, print)
  print(`done in ${((performance.now() - begin) / 1000).toFixed(1)} s`)
} catch (error) {
  if (!(error instanceof CeremonyError)) throw error
  console.error(`circuits: ${error.message}`)
  process.exitCode = 1
} finally {
  await stopWorkers()
}
