import { AcesoError } from '@aceso/core'
import { revertErrors } from './errors/revertErrors.js'
import { assertDenomination } from './product.js'

/** Who is covered, by the commitment that the member's own client gave (`nextCommitment`). */
export type GroupMember = { commitment: bigint; units: bigint }

export class DuplicateMemberError extends AcesoError {
  constructor() {
    super('Two members of the group have the same commitment: all would see that they are one person.', {
      name: 'DuplicateMemberError',
      metaMessages: ['Ask one of them for another commitment.'],
    })
  }
}

/** Most members that `CoverDesk` takes at once. */
const MAX_GROUP = 100

/** Throws for what `CoverDesk` would refuse, and for what would show that two members are one. */
export function assertGroup(members: readonly GroupMember[]): void {
  if (members.length === 0 || members.length > MAX_GROUP) {
    throw new revertErrors.CoverDesk_GroupSizeInvalid([BigInt(members.length), BigInt(MAX_GROUP)])
  }
  for (const { units } of members) {
    assertDenomination(units)
  }
  if (new Set(members.map(({ commitment }) => commitment)).size < members.length) {
    throw new DuplicateMemberError()
  }
}
