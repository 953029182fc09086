import { type Attestation, attestationHash } from '@aceso/core'
import { eq } from 'drizzle-orm'
import { type Address, isAddressEqual } from 'viem'
import { OracleError, StartError } from '../errors.js'
import type { FieldCipher } from '../keys/fieldCipher.js'
import type { Database } from './open.js'
import { attestations, links, owner, statements } from './schema.js'

export type Link = { subject: bigint; accessKey: Address; patient: string; linkedAt: bigint }

export type Store = {
  findLink(subject: bigint): Promise<Link | undefined>
  /** Links a subject once and for all. Linking the same again returns the first link; anything else throws. */
  link(link: Link): Promise<Link>
  /**
   * Commits the node to an attestation before it is signed. Throws `AttestedOtherwise` where it has said something
   * else about this observation and measure: another value, or another subject.
   */
  commit(attestation: Attestation): Promise<void>
}

export function createStore(db: Database, cipher: FieldCipher): Store {
  async function findLink(subject: bigint): Promise<Link | undefined> {
    const [row] = await db
      .select()
      .from(links)
      .where(eq(links.subject, `${subject}`))
    if (!row) return undefined
    const patient = cipher.decrypt(row.patientSealed, row.subject)
    return { subject, patient, accessKey: row.accessKey as Address, linkedAt: row.linkedAt }
  }

  return {
    findLink,
    async link({ subject, accessKey, patient, linkedAt }) {
      const row = {
        subject: `${subject}`,
        accessKey: accessKey.toLowerCase(),
        patientSealed: cipher.encrypt(patient, `${subject}`),
        patientDigest: cipher.digest('patient', patient),
        linkedAt,
      }
      await db.insert(links).values(row).onConflictDoNothing()
      const stored = (await findLink(subject))!
      if (stored.patient !== patient) {
        throw new OracleError('SubjectLinkedElsewhere', 'This subject is linked to another patient record.')
      }
      if (!isAddressEqual(stored.accessKey, accessKey)) {
        throw new OracleError('AccessKeyDiffers', 'This subject was linked with another access key.')
      }
      return stored
    },
    async commit(attestation) {
      const { subject, measure, value, observationTag, issuedAt } = attestation
      const about = cipher.digest('statement about', observationTag, measure)
      const content = cipher.digest('statement', observationTag, measure, value, subject)
      const digest = cipher.digest('attestation', attestationHash(attestation))
      await db.insert(statements).values({ about, content }).onConflictDoNothing()
      const [stored] = await db.select().from(statements).where(eq(statements.about, about))
      if (stored?.content !== content) {
        throw new OracleError(
          'AttestedOtherwise',
          'The node has attested this result for another subject or with another value, and can not say both.',
        )
      }
      const row = { digest, observationTag: `${observationTag}`, issuedAt }
      await db.insert(attestations).values(row).onConflictDoNothing()
    },
  }
}

/** Throws `StartError` where the database belongs to a node with other keys. */
export async function claimDatabase(db: Database, cipher: FieldCipher): Promise<void> {
  const keyDigest = cipher.digest('owner')
  await db.insert(owner).values({ id: 1, keyDigest }).onConflictDoNothing()
  const [row] = await db.select().from(owner).where(eq(owner.id, 1))
  if (row?.keyDigest !== keyDigest) {
    throw new StartError(
      'The database belongs to a node with other keys. Each node needs a database of its own.',
    )
  }
}
