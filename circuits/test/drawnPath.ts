// SPDX-License-Identifier: GPL-3.0-or-later
import { nodeHash, type TreePath } from '@aceso/core'
import { randomFrom } from './random.js'

/** Any siblings serve, since the root is computed from them. */
const random = randomFrom(99)
const drawnSiblings = Array.from(
  { length: 8 },
  () => Array.from({ length: 8 }, () => random.bits(253)) as unknown as TreePath[number],
)

/** A book that has the leaf in this place, as its path and root. */
export function pathOf(
  leaf: bigint,
  leafIndex: bigint,
  siblings: readonly TreePath[number][] = drawnSiblings,
): { path: TreePath; policyRoot: bigint } {
  let below = leaf
  const path = siblings.map((children, level) => {
    const digit = Number((leafIndex >> BigInt(3 * level)) & 7n)
    const own = children.map((child, i) => (i === digit ? below : child)) as unknown as TreePath[number]
    below = nodeHash(own)
    return own
  })
  return { path, policyRoot: below }
}
