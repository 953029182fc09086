import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')

/**
 * Lends a copy of the contracts in which something may be changed; it is gone afterwards.
 * @param tests below `packages/contracts/test`, copied with the sources
 */
export function withProjectCopy<T>(tests: readonly string[], use: (copy: string) => T): T {
  const copy = mkdtempSync(join(tmpdir(), 'aceso-contracts-'))
  const paths = ['src', 'script/solc.mjs', 'script/solcShare.mjs', ...tests.map((path) => `test/${path}`)]
  try {
    cpSync(join(root, 'foundry.toml'), join(copy, 'foundry.toml'))
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
    for (const path of paths.map((path) => join('packages/contracts', path))) {
      mkdirSync(dirname(join(copy, path)), { recursive: true })
      cpSync(join(root, path), join(copy, path), { recursive: true })
    }
    return use(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
