import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BookStore } from '../chain/bookStore.js'

/** A store of files in `folder`, which is made if it isn't there. A file is replaced whole, so that a crash leaves the old one. */
export function fileBookStore(folder: string): BookStore {
  const path = (key: string) => join(folder, `${key}.book`)
  return {
    async load(key) {
      try {
        return await readFile(path(key))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    async save(key, state) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const written = `${path(key)}.${randomUUID()}`
      try {
        await writeFile(written, state, { mode: 0o600 })
        await rename(written, path(key))
      } catch (error) {
        await rm(written, { force: true })
        throw error
      }
    },
  }
}
