// Which files of a workspace a TypeScript or Solidity file is made of.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** These files (from `root`) and all that they import by relative paths, directly or through others. */
export function importedBy(files, root) {
  const known = new Set()
  const follow = (file) => {
    if (known.has(file)) return
    known.add(file)
    const source = readFileSync(join(root, file), 'utf8')
    for (const [, path] of source.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)) {
      const target = normalize(join(dirname(file), path)).replaceAll('\\', '/')
      const found = [target.replace(/\.js$/, '.ts'), target].find((name) => existsSync(join(root, name)))
      if (!found) throw new Error(`${file} imports ${path}, which isn't there.`)
      follow(found)
    }
  }
  for (const file of files) follow(file)
  return [...known]
}
