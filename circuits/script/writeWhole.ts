// SPDX-License-Identifier: GPL-3.0-or-later
import { renameSync } from 'node:fs'

/** A file is there as a whole or not at all, so that whatever is interrupted can be done again. */
export async function writeWhole(path: string, write: (temporary: string) => unknown): Promise<void> {
  const temporary = `${path}.part`
  await write(temporary)
  renameSync(temporary, path)
}
