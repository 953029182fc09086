import { type Address, encodeAbiParameters, hexToBigInt, keccak256 } from 'viem'
import { AcesoError } from './errors.js'
import { type Attestation, type SignedAttestation, verifyAttestation } from './oracle.js'
import type { EquivocationWitness } from './prover.js'

/** Two attestations by one key. */
export type Equivocation = readonly [SignedAttestation, SignedAttestation]

export class NoEquivocationError extends AcesoError {
  constructor(reason: string) {
    super(`The two attestations don't contradict each other: ${reason}.`, { name: 'NoEquivocationError' })
  }
}

const words = [{ type: 'uint256' }, { type: 'address' }, { type: 'address' }] as const

/** Binds a proof of equivocation to a registry and to who reports it. */
export function slashContextOf(chainId: number, registry: Address, reporter: Address): bigint {
  return hexToBigInt(keccak256(encodeAbiParameters(words, [BigInt(chainId), registry, reporter]))) >> 8n
}

/**
 * Throws `NoEquivocationError` unless one key signed both, about one observation and measure on one network, with another
 * subject or value.
 */
export function checkEquivocation([first, second]: Equivocation): void {
  const [a, b] = [first.attestation, second.attestation]
  const same = (name: keyof Attestation) => a[name] === b[name]
  if (first.key[0] !== second.key[0]) throw new NoEquivocationError('two keys signed them')
  if (!same('domain')) throw new NoEquivocationError('they are for two networks')
  if (!same('measure') || !same('observationTag')) {
    throw new NoEquivocationError('they are about two results')
  }
  if (same('subject') && same('value')) throw new NoEquivocationError('they say the same of the result')
  if (!verifyAttestation(first) || !verifyAttestation(second)) {
    throw new NoEquivocationError("a signature isn't valid")
  }
}

/** The witness of the `equivocation` circuit. Throws as `checkEquivocation` does. */
export function equivocationWitness(signed: Equivocation, context: bigint): EquivocationWitness {
  checkEquivocation(signed)
  const [{ key, attestation }] = signed
  const each = (name: Exclude<keyof Attestation, 'measure'>) => signed.map((one) => one.attestation[name])
  return {
    key: key[0],
    domain: attestation.domain,
    context,
    measure: BigInt(attestation.measure),
    observationTag: attestation.observationTag,
    ordinates: signed.map((one) => one.key[1]),
    subjects: each('subject'),
    values: each('value'),
    observedAt: each('observedAt'),
    linkedAt: each('linkedAt'),
    issuedAt: each('issuedAt'),
    challenges: signed.map(({ signature }) => signature.challenge),
    responses: signed.map(({ signature }) => signature.response),
  }
}
