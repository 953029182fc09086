import { type Address, encodeAbiParameters, hexToBigInt, keccak256 } from 'viem'

/** Who is paid, and by when. `fee` in asset units, taken from the payout for `relayer` (zero address: none). */
export type Payment = { recipient: Address; relayer: Address; fee: bigint; deadline: bigint }

const words = [
  { type: 'uint256' },
  { type: 'address' },
  { type: 'address' },
  { type: 'address' },
  { type: 'uint256' },
  { type: 'uint256' },
] as const

/** Binds a proof to one call: chain, desk and payment. The low byte is dropped so that it fits the field. */
export function contextOf(chainId: number, desk: Address, payment: Payment): bigint {
  const { recipient, relayer, fee, deadline } = payment
  const encoded = encodeAbiParameters(words, [BigInt(chainId), desk, recipient, relayer, fee, deadline])
  return hexToBigInt(keccak256(encoded)) >> 8n
}
