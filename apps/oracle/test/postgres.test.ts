import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../src/db/open.js'
import { claimDatabase, createStore } from '../src/db/store.js'
import { fieldCipher } from '../src/keys/fieldCipher.js'
import { startPostgres } from './postgresOverPglite.js'

const cipher = fieldCipher(Buffer.alloc(32, 1))
const link = {
  subject: 5n,
  accessKey: '0x00000000000000000000000000000000000000aA',
  patient: 'ida',
  signedInAt: 1_740_000_000n,
  now: 1_740_787_200n,
} as const
const attestation = {
  domain: 1n,
  subject: 5n,
  measure: 1,
  value: 65_000n,
  observedAt: 1n,
  linkedAt: link.now,
  observationTag: 7n,
  issuedAt: link.now,
}

let postgres: Awaited<ReturnType<typeof startPostgres>>

beforeAll(async () => {
  postgres = await startPostgres()
})

afterAll(() => postgres.close())

const open = () => openDatabase({ dataDir: '/nowhere', databaseUrl: postgres.url })

test('PostgreSQL has the same tables and keeps the same promises', async () => {
  const first = await open()
  await claimDatabase(first.db, cipher)
  const store = createStore(first.db, cipher)
  expect(await store.link(link)).toMatchObject({ patient: 'ida', linkedAt: link.now })
  await store.commit(attestation)
  await first.close()

  const second = await open()
  const reopened = createStore(second.db, cipher)
  expect(await reopened.findLink(5n)).toMatchObject({ patient: 'ida', linkedAt: link.now })
  expect((await reopened.link({ ...link, now: 9n })).linkedAt).toBe(link.now)
  await expect(reopened.link({ ...link, patient: 'joan' })).rejects.toMatchObject({
    code: 'SubjectLinkedElsewhere',
  })
  await reopened.commit({ ...attestation, issuedAt: 3n })
  await expect(reopened.commit({ ...attestation, value: 66_000n })).rejects.toMatchObject({
    code: 'AttestedOtherwise',
  })
  await reopened.commit({ ...attestation, value: 90n, measure: 2 })

  const another = { ...link, subject: 6n, signedInAt: link.signedInAt + 1n }
  expect(await reopened.link(another)).toMatchObject({ subject: 6n, retired: false })
  expect(await reopened.findLink(5n)).toMatchObject({ patient: 'ida', retired: true })
  await expect(reopened.commit(attestation)).rejects.toMatchObject({ code: 'SubjectRetired' })
  await expect(reopened.commit({ ...attestation, subject: 6n })).rejects.toMatchObject({
    code: 'AttestedOtherwise',
  })
  await expect(reopened.link(link)).rejects.toMatchObject({ code: 'SignInSuperseded' })
  await second.close()
})

test('a database of another node is refused', async () => {
  const { db, close } = await open()
  await expect(claimDatabase(db, fieldCipher(Buffer.alloc(32, 2)))).rejects.toThrow(/other keys/)
  await close()
})

test('a database that does not answer is told as such', async () => {
  const databaseUrl = 'postgres://postgres@127.0.0.1:9/postgres'
  await expect(openDatabase({ dataDir: '/nowhere', databaseUrl })).rejects.toThrow(
    /database can not be opened/,
  )
})
