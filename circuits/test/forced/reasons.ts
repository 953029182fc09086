// SPDX-License-Identifier: GPL-3.0-or-later

/** Constraints whose absence doesn't show in a whole circuit, by their wires, and why. */
const reasons: readonly { wire: RegExp; reason: string }[] = [
  {
    wire: /\.canonical\.named\[\d+\]$/,
    reason:
      'tells only where the words above equal the field’s, as in one hash of 2^30: removed in AtMostConstant alone',
  },
]

export function reasonOf(wires: readonly string[]): string | undefined {
  return reasons.find(({ wire }) => wires.some((name) => wire.test(name)))?.reason
}
