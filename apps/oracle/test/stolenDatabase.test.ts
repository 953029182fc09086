import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../src/db/open.js'
import { dump, filesWith, formsOf, formsOfNumber } from './databaseFiles.js'
import { ask, DAY, hba1c, link, NOW, newHolder, startWorld, type World } from './testNode.js'

const PATIENT = 'canary-patient-77e2'
const ACCESSION = 'CANARY-ACC-9104'
const VALUE = 13.5791
const migrations = fileURLToPath(new URL('../drizzle', import.meta.url))

let world: World
let folder: string

beforeAll(async () => {
  world = await startWorld()
  folder = mkdtempSync(join(tmpdir(), 'aceso-oracle-stolen-'))
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await world.close()
})

test('a stolen database names no patient, subject, access key, tag, value or time', async () => {
  const node = await world.startNode('stolen')
  const [first, second] = [newHolder(), newHolder()]
  world.chain.time = NOW
  world.hospital.resources = hba1c({ patient: PATIENT, value: VALUE, accession: ACCESSION })
  await link(world, node, first, PATIENT)
  const { body } = await ask(node, 'observations', first, { measure: 'hba1c' })
  const [{ observationTag }] = body.observations as [{ observationTag: string }]
  const proposal = { measure: 'hba1c', observationTag, issuedAt: `${NOW}`, linkedAt: `${NOW}` }
  expect((await ask(node, 'attestation', first, proposal)).status).toBe(200)
  world.chain.time = NOW + DAY
  expect((await link(world, node, second, PATIENT)).body).toEqual({ linkedAt: `${NOW + DAY}` })
  await node.close()

  const holders = [first, second].flatMap(({ subject, account }) => [
    ...formsOfNumber(subject),
    ...formsOfNumber(BigInt(account.address)),
    account.address,
  ])
  const canaries = [
    ...[PATIENT, ACCESSION, '135791', `${NOW}`, `${NOW + DAY}`].flatMap(formsOf),
    ...formsOfNumber(BigInt(observationTag)),
    ...holders,
  ]
  const { dataDir } = await world.nodeConfig('stolen')
  const { db, close } = await openDatabase({ dataDir })
  const tables = await dump(db)
  await close()
  const text = JSON.stringify(tables)
  expect(canaries.filter((canary) => typeof canary === 'string' && text.includes(canary))).toEqual([])
  expect(filesWith(dataDir, canaries)).toEqual([])

  // What was written is there, or the search would prove nothing; and rows are alike, whatever is in them.
  const links = tables.links as { subject: string; sealed: string }[]
  expect([links.length, tables.patients!.length, tables.statements!.length]).toEqual([2, 1, 1])
  expect(filesWith(join(dataDir, 'db'), [links[0]!.sealed])).not.toEqual([])
  expect(new Set(links.map(({ sealed }) => sealed.length)).size).toBe(1)
})

test('a database of before loses what it had in the clear, and keeps the node’s word', async () => {
  const [subject, tag] = [newHolder().subject, 2n ** 247n - 19n]
  const accessKey = newHolder().account.address.toLowerCase()
  const dataDir = join(folder, 'before')
  mkdirSync(dataDir)
  const client = await PGlite.create({ dataDir: join(dataDir, 'db') })
  await migrate(drizzle({ client }), { migrationsFolder: onlyTheFirst() })
  const sealed = 'c2VhbGVk'
  await client.query('insert into links values ($1, $2, $3, $4, $5)', [
    `${subject}`,
    accessKey,
    sealed,
    'digest',
    NOW,
  ])
  await client.query('insert into attestations values ($1, $2, $3)', ['digest', `${tag}`, NOW])
  await client.query('insert into statements values ($1, $2)', ['about', 'content'])
  await client.close()
  const clear = [...formsOfNumber(subject), ...formsOfNumber(tag), ...formsOf(accessKey), sealed]
  expect(filesWith(dataDir, clear)).not.toEqual([])

  const { db, close } = await openDatabase({ dataDir })
  expect(await dump(db)).toMatchObject({
    links: [],
    patients: [],
    statements: [{ about: 'about', content: 'content' }],
  })
  await close()
  expect(filesWith(dataDir, clear)).toEqual([])
})

/** The migrations as they were before subjects and tags were hidden. */
function onlyTheFirst(): string {
  const first = join(folder, 'first')
  cpSync(migrations, first, { recursive: true })
  const path = join(first, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }))
  return first
}
