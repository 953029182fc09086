import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Database } from '../src/db/database.js'

/** Every row of every table, system catalogues aside. */
export async function dump(db: Database): Promise<Record<string, unknown[]>> {
  const { rows } = (await db.execute(sql`
    select table_schema, table_name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
  `)) as unknown as { rows: { table_schema: string; table_name: string }[] }
  const tables: Record<string, unknown[]> = {}
  for (const { table_schema: schema, table_name: name } of rows) {
    const content = await db.execute(sql`select * from ${sql.identifier(schema)}.${sql.identifier(name)}`)
    tables[name] = (content as unknown as { rows: unknown[] }).rows
  }
  return tables
}

/** Which of the texts or bytes stand in which file under a folder. */
export function filesWith(folder: string, needles: readonly (string | Buffer)[]): string[] {
  return filesUnder(folder).flatMap((path) => {
    const content = readFileSync(path)
    return needles
      .filter((needle) => content.includes(needle))
      .map((needle) => `${path}: ${typeof needle === 'string' ? needle : needle.toString('hex')}`)
  })
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

/** A text as it stands, and as it would look encoded. */
export function formsOf(text: string): string[] {
  return [text, Buffer.from(text).toString('hex'), Buffer.from(text).toString('base64').replace(/=+$/, '')]
}

/** A large number in decimal, in hex, and as bytes. */
export function formsOfNumber(value: bigint): (string | Buffer)[] {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return [...formsOf(`${value}`), hex, hex.toUpperCase(), bytes.toString('base64').replace(/=+$/, ''), bytes]
}
