import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import pg from 'pg'
import type { ResolvedConfig } from '../config.js'
import { StartError } from '../errors.js'
import * as schema from './schema.js'

export type Database = PgDatabase<PgQueryResultHKT, typeof schema>
export type OpenDatabase = { db: Database; close(): Promise<void> }

// The same distance from `src/db` and from `dist/db`.
const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url))

/** Opens PostgreSQL where there is an address, and the embedded database otherwise; brings the tables up to date. */
export async function openDatabase(
  config: Pick<ResolvedConfig, 'dataDir' | 'databaseUrl'>,
): Promise<OpenDatabase> {
  try {
    return await (config.databaseUrl
      ? openPostgres(config.databaseUrl)
      : openEmbedded(join(config.dataDir, 'db')))
  } catch (cause) {
    throw new StartError('The database can not be opened.', cause as Error)
  }
}

async function openPostgres(connectionString: string): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString,
    max: 5,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
  })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  const db = drizzlePostgres({ client: pool, schema })
  await migratePostgres(db, { migrationsFolder })
  return { db, close: () => pool.end() }
}

async function openEmbedded(folder: string): Promise<OpenDatabase> {
  if (!existsSync(folder)) await createCluster(folder)
  const client = await openCluster(folder)
  const db = drizzlePglite({ client, schema })
  const before = await migrationsOf(client)
  await migratePglite(db, { migrationsFolder })
  if ((await migrationsOf(client)) !== before) await dropOldLog(client)
  return { db, close: () => client.close() }
}

/** Made aside and moved into place, so that a process killed meanwhile leaves no half of a cluster behind. */
async function createCluster(folder: string): Promise<void> {
  const aside = `${folder}.new`
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  const client = await openCluster(aside)
  await client.close()
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
