import { join } from 'node:path'
import type { ResolvedConfig } from '../config.js'
import { StartError } from '../errors.js'
import type { OpenDatabase } from './database.js'

/** Opens PostgreSQL where there is an address, and the embedded database otherwise; brings the tables up to date. */
export async function openDatabase(
  config: Pick<ResolvedConfig, 'dataDir' | 'databaseUrl'>,
): Promise<OpenDatabase> {
  try {
    // Only the one that is used is loaded.
    if (config.databaseUrl) return await (await import('./postgres.js')).openPostgres(config.databaseUrl)
    return await (await import('./embedded.js')).openEmbedded(join(config.dataDir, 'db'))
  } catch (cause) {
    throw new StartError('The database can not be opened.', cause as Error)
  }
}
