// The suites of tests: one for each workspace that has tests, one for these scripts, and forge's.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesAt } from './files.mjs'

/**
 * `folder` and the test files below it, all from the root; `builds`: the workspaces that must be built first.
 * @typedef {{ name: string, folder: string, files: string[], builds: string[] }} Suite
 */

/** All suites in the order in which they run. */
export function listSuites(root) {
  const below = (folder, extension) => filesAt(folder, root).filter((file) => file.endsWith(extension))
  const workspaces = workspaceFolders(root).map((folder) => {
    const { name } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    // What abi is generated from isn't among its dependencies.
    const builds = name === '@aceso/abi' ? [name, '@aceso/contracts'] : [name]
    return { name: folder.split('/').at(-1), folder, files: below(folder, '.test.ts'), builds }
  })
  const forge = { name: 'forge', folder: 'packages/contracts', builds: [] }
  return [
    { name: 'scripts', folder: 'scripts', files: below('scripts', '.test.mjs'), builds: [] },
    ...workspaces,
    { ...forge, files: below(forge.folder, '.t.sol') },
  ].filter(({ files }) => files.length > 0)
}

/**
 * The suites that `names` mean, with only the files that they mean: each is a suite's name or a part of the path of
 * test files. Throws when one means nothing.
 */
export function chooseSuites(suites, names) {
  const chosen = names.flatMap((name) => {
    const whole = suites.filter((suite) => suite.name === name)
    if (whole.length > 0) return whole
    const parts = suites.flatMap((suite) => {
      const files = suite.files.filter((file) => file.includes(name.replace(/^\.\//, '')))
      return files.length > 0 ? [{ ...suite, files }] : []
    })
    if (parts.length > 0) return parts
    const list = suites.map(({ name }) => name).join(', ')
    throw new Error(`“${name}” is no suite, and part of no test file's path. Suites: ${list}.`)
  })
  return suites.flatMap((suite) => {
    const files = new Set(chosen.filter(({ name }) => name === suite.name).flatMap(({ files }) => files))
    return files.size > 0 ? [{ ...suite, files: suite.files.filter((file) => files.has(file)) }] : []
  })
}

function workspaceFolders(root) {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return workspaces.flatMap((workspace) => {
    if (!workspace.endsWith('/*')) return [workspace]
    const parent = workspace.slice(0, -2)
    const folders = readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)
    return folders.filter((folder) => existsSync(join(root, folder, 'package.json')))
  })
}
