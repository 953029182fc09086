// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * Wires that are quotients, by the signal that the compiler names them after, each with the place where it is shown that
 * the divisor is never zero. Propagation takes no other quotient for forced, whatever its divisor's value is.
 */
export const divisors: readonly { signal: RegExp; argument: string }[] = [
  {
    signal: /(^main|\.steps\[\d+\])\.(slope|second)$/,
    argument:
      'KeyMul.circom: m ± 1 and 2m ± 1 are no multiples of the order, for a key with a component of it',
  },
  {
    signal: /\.start\.lamda$/,
    argument: 'KeyMul.circom: a key with a component of the order is no point of order two',
  },
  {
    signal: /\.montgomery\.out\[[01]\]$/,
    argument: 'Signature.circom: the key has an abscissa other than 0, and so an ordinate other than 1',
  },
  {
    signal: /\.adders\[\d+\]\.lamda$/,
    argument: 'BaseMul.circom: the windows so far and the next one are never equal or opposite',
  },
  {
    signal: /\.below\.out\[[01]\]$/,
    argument:
      'BaseMul.circom: an odd multiple of a point of the order, so neither of order two nor of order four',
  },
  {
    signal: /\.(edwards\.out|keyTerm)\[[01]\]$/,
    argument: 'KeyMul.circom: m · A with 0 < m < the order, for a key with a component of the order',
  },
  {
    signal:
      /\.(whole|commitment)\.[xy]out$|\.baseTerm\[[01]\]$|\.Signature(\[\d+\])?\.Poseidon\.inputs\[[12]\]$/,
    argument:
      'divisors.test.ts: addition on Baby Jubjub is complete, a being a square and d none, for points of the curve',
  },
]

export function argumentOf(name: string): string | undefined {
  return divisors.find(({ signal }) => signal.test(name))?.argument
}
