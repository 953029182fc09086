import {
  AcesoError,
  type Attestation,
  type Severity,
  type SignedAttestation,
  verifyAttestation,
} from '@aceso/core'
import type { CollectedClaim } from './actions/collectAttestations.js'
import { bigints, texts } from './numbers.js'

type SignedJson = {
  attestation: Record<Exclude<keyof Attestation, 'measure'>, string> & { measure: number }
  key: readonly [string, string]
  signature: Record<keyof SignedAttestation['signature'], string>
}

/** What was collected for a claim as JSON: every number that may be large a decimal string. */
export type CollectedJson = { attestations: SignedJson[]; severity: Severity; claimAt: string }

export class CollectedClaimInvalidError extends AcesoError {
  constructor() {
    super('What was kept for the claim is damaged. Collect the attestations again.', {
      name: 'CollectedClaimInvalidError',
    })
  }
}

/**
 * What to keep until `claimAt`, through restarts. It holds the result: keep it where the wallet's own data is, and drop
 * it once the claim is paid.
 */
export function encodeCollected({ attestations, severity, claimAt }: CollectedClaim): CollectedJson {
  return { attestations: attestations.map(encodeSigned), severity, claimAt: claimAt.toString() }
}

/** The inverse of `encodeCollected`. Throws `CollectedClaimInvalidError` for anything else. */
export function decodeCollected({ attestations, severity, claimAt }: CollectedJson): CollectedClaim {
  try {
    const collected = {
      attestations: attestations.map(decodeSigned),
      severity: tier(severity),
      claimAt: BigInt(claimAt),
    }
    if (collected.attestations.every(verifyAttestation)) return collected
  } catch {
    // Of another shape.
  }
  throw new CollectedClaimInvalidError()
}

function encodeSigned({ attestation, key, signature }: SignedAttestation): SignedJson {
  const { measure, ...numbers } = attestation
  return {
    attestation: { measure, ...texts(numbers) },
    key: [`${key[0]}`, `${key[1]}`],
    signature: texts(signature),
  }
}

function decodeSigned({ attestation, key, signature }: SignedJson): SignedAttestation {
  const { measure, ...numbers } = attestation
  return {
    attestation: { measure: Number(measure), ...bigints(numbers) },
    key: [BigInt(key[0]), BigInt(key[1])],
    signature: bigints(signature),
  }
}

function tier(severity: number): Severity {
  if (severity !== 1 && severity !== 2 && severity !== 3) throw new CollectedClaimInvalidError()
  return severity
}
