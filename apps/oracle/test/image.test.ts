import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmbedded } from '../src/db/embedded.js'
import { imageFolder, migrationsFolder } from '../src/db/image.js'
import { owner } from '../src/db/schema.js'
import { dump } from './databaseFiles.js'

let folder: string
const path = (name: string) => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aceso-oracle-image-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the build has made an image for these migrations', () => {
  expect(existsSync(join(imageFolder(), 'PG_VERSION')), 'run npm run build').toBe(true)
})

test('another migration is another image', () => {
  const changed = path('migrations')
  cpSync(migrationsFolder, changed, { recursive: true })
  expect(imageFolder(changed)).toBe(imageFolder())
  appendFileSync(join(changed, '0000_tables.sql'), '\n-- changed')
  expect(imageFolder(changed)).not.toBe(imageFolder())
})

test('a new database has all tables and no row, and what one node writes no other has', async () => {
  const [first, second] = await Promise.all([openEmbedded(path('first')), openEmbedded(path('second'))])
  const { __drizzle_migrations: migrations, ...tables } = await dump(first.db)
  expect(migrations).toHaveLength(2)
  expect(tables).toEqual({ owner: [], links: [], patients: [], statements: [] })
  await first.db.insert(owner).values({ id: 1, keyDigest: 'mine' })
  expect((await dump(second.db)).owner).toEqual([])
  await Promise.all([first.close(), second.close()])
  const third = await openEmbedded(path('third'))
  expect((await dump(third.db)).owner).toEqual([])
  await third.close()
  const again = await openEmbedded(path('first'))
  expect((await dump(again.db)).owner).toHaveLength(1)
  await again.close()
})

test('the half of a copy that a killed start left is thrown away', async () => {
  const half = path('killed.new')
  mkdirSync(half)
  writeFileSync(join(half, 'PG_VERSION'), 'cut sho')
  const { db, close } = await openEmbedded(path('killed'))
  expect(Object.keys(await dump(db))).toContain('statements')
  await close()
  expect(existsSync(half)).toBe(false)
})

test('where the build left no image, the database is made', async () => {
  const { db, close } = await openEmbedded(path('alone'), path('no such image'))
  expect(Object.keys(await dump(db))).toContain('statements')
  await close()
})
