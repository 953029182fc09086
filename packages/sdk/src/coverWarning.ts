import type { GroupMember } from './group.js'

/** A policy that would serve better, and its price. Amounts in asset units. */
export type CoverOffer = { units: bigint; premium: bigint; maxPayout: bigint }

/** What somebody should know before a purchase. It stands in the quote; `message` says it in words. */
export type CoverWarning = { message: string } & (
  | {
      /** There is no policy of so many units. */
      type: 'unitsNotSold'
      /** Undefined above a hundred units, and where the pool has too little capital for it. */
      offer: CoverOffer | undefined
    }
  | {
      /** The holder has open policies of the product already. */
      type: 'sameProduct'
      /** Units of each of them. */
      open: bigint[]
      /** One policy of as many units as all of them and the new one, or the next more; else as above. */
      offer: CoverOffer | undefined
    }
  | {
      /** Claims of the group's members can be told apart by their units. */
      type: 'unequalGroup'
      /** How many members have how many units, the fewest members first: among so few a claimant is sought. */
      members: { units: bigint; count: number }[]
    }
)

export function unitsNotSold(units: bigint, offer: CoverOffer | undefined): CoverWarning {
  const message = `There is no policy of ${units} units.${inWords(offer)}`
  return { type: 'unitsNotSold', offer, message }
}

export function sameProduct(open: bigint[], offer: CoverOffer | undefined): CoverWarning {
  const message = `You have an open policy of this product (${open.join(', ')} units). One result pays one policy of a product only, so both cost a premium and one of them is paid.${inWords(offer)}`
  return { type: 'sameProduct', open, offer, message }
}

/** Undefined where all members have as many units. */
export function unequalGroup(members: readonly GroupMember[]): CoverWarning | undefined {
  const counts = new Map<bigint, number>()
  for (const { units } of members) counts.set(units, (counts.get(units) ?? 0) + 1)
  const [fewest, ...others] = [...counts]
    .map(([units, count]) => ({ units, count }))
    .sort((a, b) => a.count - b.count || Number(a.units - b.units))
  if (!fewest || others.length === 0) return undefined
  const who = fewest.count === 1 ? 'the only member' : `one of the ${fewest.count} members`
  const message = `A claim shows its units, and so whether it is by ${who} with ${fewest.units} units. Give all members the same.`
  return { type: 'unequalGroup', members: [fewest, ...others], message }
}

function inWords(offer: CoverOffer | undefined): string {
  return offer ? ` A policy of ${offer.units} units is sold.` : ''
}
