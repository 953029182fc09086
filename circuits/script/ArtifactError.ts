// SPDX-License-Identifier: GPL-3.0-or-later

/** The artefacts aren't what artifacts.json or their sources say: a sentence for each, with what to run. */
export class ArtifactError extends Error {
  override name = 'ArtifactError'
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'))
  }
}
