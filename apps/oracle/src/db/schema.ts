import { bigint, pgTable, text } from 'drizzle-orm/pg-core'

// Whoever steals the database learns from it how many patients, links and statements there are, and nothing else: what
// the node only compares is an HMAC, what it needs again is encrypted, times included.

/** Which node the database belongs to: one row. */
export const owner = pgTable('owner', {
  id: bigint({ mode: 'number' }).primaryKey(),
  keyDigest: text('key_digest').notNull(),
})

/** Every subject that was ever linked, as an HMAC; what the node knows of it is encrypted. */
export const links = pgTable('links', {
  subject: text().primaryKey(),
  sealed: text().notNull(),
})

/** The one subject that each patient has now, both as HMACs. A link without a row here is retired. */
export const patients = pgTable('patients', {
  patient: text().primaryKey(),
  subject: text()
    .notNull()
    .unique()
    .references(() => links.subject),
})

/**
 * What the node has committed itself to: an HMAC over observation and measure, and one over what it said of them.
 * Signing anything else about them would be equivocation, for which a key is slashed.
 */
export const statements = pgTable('statements', {
  about: text().primaryKey(),
  content: text().notNull(),
})
