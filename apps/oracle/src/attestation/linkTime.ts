import type { Link } from '../db/links.js'
import type { Seat } from '../seat.js'

/**
 * Since when a node answers for a link, unix seconds: since the link, but not since before it was seated. What was
 * observed earlier, others have attested, and a node that is new couldn't contradict them.
 */
export async function linkTime({ linkedAt }: Pick<Link, 'linkedAt'>, seat: Seat): Promise<bigint> {
  const seatedSince = await seat()
  return linkedAt > seatedSince ? linkedAt : seatedSince
}
