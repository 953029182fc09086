import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as schema from './schema.js'

export type Database = PgDatabase<PgQueryResultHKT, typeof schema>
export type OpenDatabase = { db: Database; close(): Promise<void> }
