import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core'

/** Which node the database belongs to: one row. */
export const owner = pgTable('owner', {
  id: bigint({ mode: 'number' }).primaryKey(),
  keyDigest: text('key_digest').notNull(),
})

/** Which patient a subject is. The patient stands here encrypted, and as an HMAC to compare by. */
export const links = pgTable(
  'links',
  {
    subject: text().primaryKey(),
    accessKey: text('access_key').notNull(),
    patientSealed: text('patient_sealed').notNull(),
    patientDigest: text('patient_digest').notNull(),
    linkedAt: bigint('linked_at', { mode: 'bigint' }).notNull(),
  },
  (table) => [index('links_patient_digest').on(table.patientDigest)],
)

/**
 * What the node has committed itself to: an HMAC over observation and measure, and one over what it said of them.
 * Signing anything else about them would be equivocation, for which a key is slashed.
 */
export const statements = pgTable('statements', {
  about: text().primaryKey(),
  content: text().notNull(),
})

/** Audit: which observations were attested when. `digest` is an HMAC over the signed message. */
export const attestations = pgTable(
  'attestations',
  {
    digest: text().primaryKey(),
    observationTag: text('observation_tag').notNull(),
    issuedAt: bigint('issued_at', { mode: 'bigint' }).notNull(),
  },
  (table) => [index('attestations_observation_tag').on(table.observationTag)],
)
