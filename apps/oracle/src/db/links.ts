import { eq } from 'drizzle-orm'
import { type Address, isAddressEqual } from 'viem'
import { OracleError } from '../errors.js'
import type { FieldCipher } from '../keys/fieldCipher.js'
import type { Database } from './database.js'
import { links, patients } from './schema.js'

/** Which patient a subject is, for ever, and since when. `retired`: the patient has linked another subject since. */
export type Link = {
  subject: bigint
  accessKey: Address
  patient: string
  linkedAt: bigint
  retired: boolean
}

/** A patient who has signed in to link a subject. `signedInAt`: when the hospital issued the token; `now`: of the chain. */
export type LinkRequest = Pick<Link, 'subject' | 'accessKey' | 'patient'> & {
  signedInAt: bigint
  now: bigint
}

type Stored = Omit<Link, 'subject' | 'retired'> & {
  /** Of the newest token that linked the subject. */
  signedInAt: bigint
}

/** Longer than any link is, so that the length of a row says nothing of the patient. */
const SEALED_LENGTH = 192

export type Links = {
  find(subject: bigint): Promise<Link | undefined>
  link(request: LinkRequest): Promise<Link>
  /** Its link, which stays the patient's until the transaction ends; throws `SubjectRetired`. */
  hold(tx: Database, subject: bigint): Promise<Link>
}

/** The links in the database. A patient has one subject at a time, a subject one patient and access key for ever. */
export function linksIn(db: Database, cipher: FieldCipher): Links {
  const subjectDigest = (subject: bigint) => cipher.digest('subject', subject)

  function seal(digest: string, { patient, accessKey, linkedAt, signedInAt }: Stored): string {
    const words = [patient, accessKey.toLowerCase(), `${linkedAt}`, `${signedInAt}`]
    return cipher.encrypt(JSON.stringify(words).padEnd(SEALED_LENGTH), digest)
  }

  function unseal(digest: string, sealed: string): Stored {
    const [patient, accessKey, linkedAt, signedInAt] = JSON.parse(cipher.decrypt(sealed, digest))
    return { patient, accessKey, linkedAt: BigInt(linkedAt), signedInAt: BigInt(signedInAt) }
  }

  async function read(tx: Database, digest: string): Promise<Stored> {
    const [row] = await tx.select().from(links).where(eq(links.subject, digest))
    return unseal(digest, row!.sealed)
  }

  async function write(tx: Database, digest: string, stored: Stored): Promise<void> {
    await tx
      .update(links)
      .set({ sealed: seal(digest, stored) })
      .where(eq(links.subject, digest))
  }

  return {
    async find(subject) {
      const digest = subjectDigest(subject)
      const [row] = await db
        .select({ sealed: links.sealed, current: patients.subject })
        .from(links)
        .leftJoin(patients, eq(patients.subject, links.subject))
        .where(eq(links.subject, digest))
      return row && { subject, retired: row.current === null, ...unseal(digest, row.sealed) }
    },

    async link({ subject, accessKey, patient, signedInAt, now }) {
      const own = subjectDigest(subject)
      const patientDigest = cipher.digest('patient', patient)
      const first: Stored = { patient, accessKey, linkedAt: now, signedInAt }
      const stored = await db.transaction(async (tx) => {
        const added = await tx
          .insert(links)
          .values({ subject: own, sealed: seal(own, first) })
          .onConflictDoNothing()
          .returning()
        await tx.insert(patients).values({ patient: patientDigest, subject: own }).onConflictDoNothing()
        // Whoever links this patient, or states something of it, waits here; what is read next is what they left.
        const [current] = await tx
          .select()
          .from(patients)
          .where(eq(patients.patient, patientDigest))
          .for('update')
        const known = await read(tx, own)
        if (known.patient !== patient) {
          throw new OracleError('SubjectLinkedElsewhere', 'This subject is linked to another patient record.')
        }
        if (!isAddressEqual(known.accessKey, accessKey)) {
          throw new OracleError('AccessKeyDiffers', 'This subject was linked with another access key.')
        }
        if (current!.subject === own) {
          if (signedInAt > known.signedInAt) await write(tx, own, { ...known, signedInAt })
          return known
        }
        const last = await read(tx, current!.subject)
        const used = added.length === 0 && signedInAt <= known.signedInAt
        if (used || signedInAt < last.signedInAt) throw signInSuperseded()
        const renewed = { ...first, linkedAt: now > last.linkedAt ? now : last.linkedAt }
        await write(tx, own, renewed)
        await tx.update(patients).set({ subject: own }).where(eq(patients.patient, patientDigest))
        return renewed
      }, atReadCommitted)
      return { subject, retired: false, ...stored }
    },

    async hold(tx, subject) {
      const digest = subjectDigest(subject)
      const [current] = await tx.select().from(patients).where(eq(patients.subject, digest)).for('share')
      if (!current) throw subjectRetired()
      return { subject, retired: false, ...(await read(tx, digest)) }
    },
  }
}

/** Each query sees what was committed before it, so that one that comes after a lock sees what the lock waited for. */
export const atReadCommitted = { isolationLevel: 'read committed' } as const

export function subjectRetired(): OracleError {
  return new OracleError(
    'SubjectRetired',
    'Another wallet was linked to this hospital record since, and a record has one at a time. ' +
      'To go on with this one, sign in at the hospital and link it again; a claim then takes results from that link on.',
  )
}

function signInSuperseded(): OracleError {
  return new OracleError(
    'SignInSuperseded',
    'Another wallet was linked by a later sign-in, or this one was used before. ' +
      'Sign in at the hospital again to link this wallet.',
  )
}
