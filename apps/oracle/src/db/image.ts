import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// The same distance from `src/db` and from `dist/db`.
export const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url))
const imagesFolder = fileURLToPath(new URL('../../dist/database', import.meta.url))

/**
 * Where the build puts an empty database with all tables (makeImage.ts), which takes a second to copy and open; making one
 * takes five, and five times the memory. Its name says what it was made from, so that none is taken for another's.
 */
export function imageFolder(migrations = migrationsFolder, images = imagesFolder): string {
  const hash = createHash('sha256').update(pgliteVersion())
  for (const name of readdirSync(migrations, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.(sql|json)$/.test(name)) hash.update(`\n${name}\n`).update(readFileSync(join(migrations, name)))
  }
  return join(images, hash.digest('hex').slice(0, 16))
}

function pgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')) as {
    version: string
  }
  return version
}
