import type { ProofWords } from '@aceso/core'
import type { SnarkProof } from 'snarkjs'

/** The contracts take the two coordinates of each half of b in the other order than snarkjs gives them. */
export function toWords({ pi_a, pi_b, pi_c }: SnarkProof): ProofWords {
  const [a0, a1] = pi_a
  const [[b01, b00] = [], [b11, b10] = []] = pi_b
  const [c0, c1] = pi_c
  return [a0, a1, b00, b01, b10, b11, c0, c1].map((word) => BigInt(word ?? 0)) as unknown as ProofWords
}

export function fromWords([a0, a1, b00, b01, b10, b11, c0, c1]: ProofWords): SnarkProof {
  const text = (...words: bigint[]) => words.map(String)
  return {
    pi_a: text(a0, a1, 1n),
    pi_b: [text(b01, b00), text(b11, b10), text(1n, 0n)],
    pi_c: text(c0, c1, 1n),
    protocol: 'groth16',
    curve: 'bn128',
  }
}
