// The files of this repository, without what is installed or built: git isn't asked, so that a copy without it will do.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Folders that are installed or built, as in .gitignore; hidden ones too. */
const made = /^(\..*|node_modules|dist|build|out|cache|coverage)$/

/** Every file at `path` (a folder or a file, from `root`) and below, in the order of the names. */
export function filesAt(path, root) {
  if (!existsSync(join(root, path))) return []
  if (statSync(join(root, path)).isFile()) return [path]
  return readdirSync(join(root, path), { withFileTypes: true })
    .flatMap((entry) => {
      const below = `${path}/${entry.name}`
      if (entry.isDirectory()) return made.test(entry.name) ? [] : filesAt(below, root)
      return entry.isFile() ? [below] : []
    })
    .sort()
}
