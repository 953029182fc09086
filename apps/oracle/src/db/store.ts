import type { Attestation } from '@aceso/core'
import { eq } from 'drizzle-orm'
import { OracleError, StartError } from '../errors.js'
import type { FieldCipher } from '../keys/fieldCipher.js'
import type { Database } from './database.js'
import { atReadCommitted, type Link, type LinkRequest, linksIn } from './links.js'
import { owner, statements } from './schema.js'

export type Store = {
  findLink(subject: bigint): Promise<Link | undefined>
  /**
   * Makes the subject the patient's, and retires the one the patient had. Linking the current one again returns its link
   * as it is; linking a retired one is a new link. Throws `SignInSuperseded` where the patient signed in for another
   * subject later, and `SubjectLinkedElsewhere` or `AccessKeyDiffers` where the subject is known otherwise.
   */
  link(request: LinkRequest): Promise<Link>
  /**
   * Commits the node to an attestation before it is signed. Throws `SubjectRetired` and `LinkedTooEarly` where the link
   * doesn't bear it at this moment, and `AttestedOtherwise` where the node has said something else about this
   * observation and measure: another value, or another subject.
   */
  commit(attestation: Attestation): Promise<void>
}

export function createStore(db: Database, cipher: FieldCipher): Store {
  const { find, link, hold } = linksIn(db, cipher)
  return {
    findLink: find,
    link,
    async commit({ subject, measure, value, observationTag, linkedAt }) {
      const about = cipher.digest('statement about', observationTag, measure)
      const content = cipher.digest('statement', observationTag, measure, value, subject)
      await db.transaction(async (tx) => {
        const held = await hold(tx, subject)
        if (linkedAt < held.linkedAt) {
          throw new OracleError('LinkedTooEarly', 'This node linked the subject later than linkedAt says.')
        }
        await tx.insert(statements).values({ about, content }).onConflictDoNothing()
        const [stored] = await tx.select().from(statements).where(eq(statements.about, about))
        if (stored?.content !== content) {
          throw new OracleError(
            'AttestedOtherwise',
            'The node has attested this result for another subject or with another value, and can not say both.',
          )
        }
      }, atReadCommitted)
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
