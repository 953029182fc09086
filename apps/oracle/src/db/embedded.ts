import { chmodSync, constants, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { OpenDatabase } from './database.js'
import { imageFolder, migrationsFolder } from './image.js'
import * as schema from './schema.js'

/** Opens the embedded database in `folder`; a new one is a copy of the image, or made where the build left none. */
export async function openEmbedded(folder: string, image = imageFolder()): Promise<OpenDatabase> {
  if (!existsSync(folder)) await createCluster(folder, image)
  const client = await openCluster(folder)
  const db = drizzle({ client, schema })
  const before = await migrationsOf(client)
  await migrate(db, { migrationsFolder })
  if ((await migrationsOf(client)) !== before) await dropOldLog(client)
  return { db, close: () => client.close() }
}

/** Made aside and moved into place, so that a process killed meanwhile leaves no half of a cluster behind. */
async function createCluster(folder: string, image: string): Promise<void> {
  const aside = `${folder}.new`
  rmSync(aside, { recursive: true, force: true })
  if (existsSync(image)) {
    cpSync(image, aside, { recursive: true, mode: constants.COPYFILE_FICLONE })
    chmodSync(aside, 0o700)
  } else {
    mkdirSync(aside, { recursive: true, mode: 0o700 })
    const client = await openCluster(aside)
    await client.close()
  }
  renameSync(aside, folder)
}

/** How many migrations the database has had. */
async function migrationsOf(client: PGlite): Promise<number> {
  const table = 'drizzle.__drizzle_migrations'
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    table,
  ])
  if (!rows[0]?.there) return 0
  const counted = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`)
  return counted.rows[0]!.count
}

/** What a migration dropped stands in the write-ahead log until that is replaced. */
async function dropOldLog(client: PGlite): Promise<void> {
  await client.exec('select pg_switch_wal()')
  await client.exec('checkpoint')
}

function openCluster(folder: string): Promise<PGlite> {
  return PGlite.create({ dataDir: folder, postgresqlconf: ['shared_buffers = 4MB', 'wal_recycle = off'] })
}
