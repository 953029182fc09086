// SPDX-License-Identifier: GPL-3.0-or-later
import { ArtifactError } from './ArtifactError.js'
import { CeremonyError } from './ceremony/CeremonyError.js'
import { aceso } from './Project.js'
import { unpackArtifacts } from './unpackArtifacts.js'

try {
  unpackArtifacts(aceso)
} catch (error) {
  if (!(error instanceof ArtifactError || error instanceof CeremonyError)) throw error
  for (const sentence of error.message.split('\n')) console.error(`circuits: ${sentence}`)
  process.exitCode = 1
}
