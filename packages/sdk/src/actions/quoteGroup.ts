import type { AcesoClient } from '../chain/client.js'
import { type CoverWarning, unequalGroup } from '../coverWarning.js'
import { assertGroup, type GroupMember } from '../group.js'
import { offered, type Quote, type QuoteParameters } from '../quote.js'

export type QuoteGroupParameters = Omit<QuoteParameters, 'units'> & {
  /** 1 to 100. */
  members: readonly GroupMember[]
}

/** Of all members together. Show the warnings before the purchase. */
export type QuoteGroupReturnType = Quote & { warnings: CoverWarning[] }

/** What a group's policies cost if bought in the next block, at one price for all their units. */
export async function quoteGroup(
  client: AcesoClient,
  { members, ...parameters }: QuoteGroupParameters,
): Promise<QuoteGroupReturnType> {
  assertGroup(members)
  const units = members.reduce((sum, member) => sum + member.units, 0n)
  const warning = unequalGroup(members)
  const sold = await offered(client, parameters)
  return { ...sold(units), warnings: warning ? [warning] : [] }
}
