import { sql } from 'drizzle-orm'
import { bigint, boolean, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'

/** Which node the database belongs to: one row. */
export const owner = pgTable('owner', {
  id: bigint({ mode: 'number' }).primaryKey(),
  keyDigest: text('key_digest').notNull(),
})

/**
 * Which patient a subject is. The patient stands here encrypted, and as an HMAC to compare by. A patient has one current
 * subject; the others are retired.
 */
export const links = pgTable(
  'links',
  {
    subject: text().primaryKey(),
    accessKey: text('access_key').notNull(),
    patientSealed: text('patient_sealed').notNull(),
    patientDigest: text('patient_digest').notNull(),
    linkedAt: bigint('linked_at', { mode: 'bigint' }).notNull(),
    isCurrent: boolean('is_current').notNull().default(true),
    /** When the patient signed in at the hospital for it, by the hospital's clock. */
    signedInAt: bigint('signed_in_at', { mode: 'bigint' }).notNull().default(sql`0`),
  },
  (table) => [uniqueIndex('links_current').on(table.patientDigest).where(sql`${table.isCurrent}`)],
)

/**
 * What the node has committed itself to: an HMAC over observation and measure, and one over what it said of them.
 * Signing anything else about them would be equivocation, for which a key is slashed.
 */
export const statements = pgTable('statements', {
  about: text().primaryKey(),
  content: text().notNull(),
})

/** Audit: what was attested when. `digest` is an HMAC over the signed message; a tag would name the result. */
export const attestations = pgTable('attestations', {
  digest: text().primaryKey(),
  issuedAt: bigint('issued_at', { mode: 'bigint' }).notNull(),
})
