import { type Attestation, attestationHash } from '@aceso/core'
import { and, eq, sql } from 'drizzle-orm'
import { type Address, isAddressEqual } from 'viem'
import { OracleError, StartError } from '../errors.js'
import type { FieldCipher } from '../keys/fieldCipher.js'
import type { Database } from './open.js'
import { attestations, links, owner, statements } from './schema.js'

/** `isCurrent`: false once the patient was linked to another subject. */
export type Link = {
  subject: bigint
  accessKey: Address
  patient: string
  linkedAt: bigint
  isCurrent: boolean
}

/** `signedInAt`: when the patient signed in at the hospital, unix seconds of its clock. */
export type NewLink = Omit<Link, 'isCurrent'> & { signedInAt: bigint }

export type Store = {
  findLink(subject: bigint): Promise<Link | undefined>
  /**
   * Makes a subject the one of its patient, and retires the one before. The current one again gets its link as it is; a
   * retired one comes back with the new time. Throws where the subject is another patient's, or the sign-in is older
   * than that of the current link.
   */
  link(link: NewLink): Promise<Link>
  /**
   * Commits the node to an attestation before it is signed. Throws `SubjectRetired` where the subject isn't its patient's
   * any more, and `AttestedOtherwise` where the node has said something else about this observation and measure: another
   * value, or another subject.
   */
  commit(attestation: Attestation, patient: string): Promise<void>
}

export function createStore(db: Database, cipher: FieldCipher): Store {
  type Reader = Pick<Database, 'select'>

  async function read(from: Reader, subject: bigint): Promise<Link | undefined> {
    const [row] = await from
      .select()
      .from(links)
      .where(eq(links.subject, `${subject}`))
    if (!row) return undefined
    const patient = cipher.decrypt(row.patientSealed, row.subject)
    const { linkedAt, isCurrent } = row
    return { subject, patient, accessKey: row.accessKey as Address, linkedAt, isCurrent }
  }

  /** Runs what reads and writes a patient's links without another such transaction of the patient in between. */
  function ofPatient<T>(
    patient: string,
    run: (tx: Parameters<Parameters<Database['transaction']>[0]>[0], patientDigest: string) => Promise<T>,
  ): Promise<T> {
    const patientDigest = cipher.digest('patient', patient)
    return db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${patientDigest}, 0))`)
      return run(tx, patientDigest)
    })
  }

  return {
    findLink: (subject) => read(db, subject),

    link: ({ subject, accessKey, patient, linkedAt, signedInAt }) =>
      ofPatient(patient, async (tx, patientDigest) => {
        const row = {
          subject: `${subject}`,
          accessKey: accessKey.toLowerCase(),
          patientSealed: cipher.encrypt(patient, `${subject}`),
          patientDigest,
          linkedAt,
          isCurrent: false,
          signedInAt,
        }
        await tx.insert(links).values(row).onConflictDoNothing()
        const stored = (await read(tx, subject)) as Link
        if (stored.patient !== patient) {
          throw new OracleError('SubjectLinkedElsewhere', 'This subject is linked to another patient record.')
        }
        if (!isAddressEqual(stored.accessKey, accessKey)) {
          throw new OracleError('AccessKeyDiffers', 'This subject was linked with another access key.')
        }
        if (stored.isCurrent) return stored
        const ofThePatient = and(eq(links.patientDigest, patientDigest), eq(links.isCurrent, true))
        const [current] = await tx.select().from(links).where(ofThePatient)
        if (current && current.signedInAt > signedInAt) {
          throw new OracleError(
            'SignInOutdated',
            'The record was linked by a later sign-in. Sign in at the hospital again.',
          )
        }
        await tx.update(links).set({ isCurrent: false }).where(ofThePatient)
        await tx
          .update(links)
          .set({ isCurrent: true, linkedAt, signedInAt })
          .where(eq(links.subject, row.subject))
        return { ...stored, linkedAt, isCurrent: true }
      }),

    commit: (attestation, patient) =>
      ofPatient(patient, async (tx) => {
        const { subject, measure, value, observationTag, issuedAt } = attestation
        const link = await read(tx, subject)
        if (!link?.isCurrent) throw subjectRetired()
        const about = cipher.digest('statement about', observationTag, measure)
        const content = cipher.digest('statement', observationTag, measure, value, subject)
        const digest = cipher.digest('attestation', attestationHash(attestation))
        await tx.insert(statements).values({ about, content }).onConflictDoNothing()
        const [stored] = await tx.select().from(statements).where(eq(statements.about, about))
        if (stored?.content !== content) {
          throw new OracleError(
            'AttestedOtherwise',
            'The node has attested this result for another subject or with another value, and can not say both.',
          )
        }
        await tx.insert(attestations).values({ digest, issuedAt }).onConflictDoNothing()
      }),
  }
}

export function subjectRetired(): OracleError {
  return new OracleError(
    'SubjectRetired',
    'The record was linked to another wallet since. Use that one, or sign in at the hospital to link this one again; it then counts for results to come.',
  )
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
