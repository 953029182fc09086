import { AcesoError, secretFromSignature, secretRequest } from '@aceso/core'
import { signTypedData } from 'viem/actions'
import { type AcesoClient, accountOf } from '../chain/client.js'
import type { Deployment } from '../deployment.js'

export type DeriveSecretParameters = { deployment: Deployment }
export type DeriveSecretReturnType = bigint

export class WalletNotDeterministicError extends AcesoError {
  constructor() {
    super(
      'This wallet signs the same request differently each time, so your cover could not be restored from it.',
      {
        name: 'WalletNotDeterministicError',
        metaMessages: ['Use another wallet for your cover.'],
      },
    )
  }
}

/**
 * The holder's secret on this network, from the wallet alone. Asks for the signature twice to be sure that it can be
 * derived again.
 */
export async function deriveSecret(
  client: AcesoClient,
  { deployment: { chainId, oracleRegistry: registry } }: DeriveSecretParameters,
): Promise<DeriveSecretReturnType> {
  const account = accountOf(client)
  const request = secretRequest({ chainId, registry })
  const first = await signTypedData(client, { account, ...request })
  const second = await signTypedData(client, { account, ...request })
  if (first !== second) throw new WalletNotDeterministicError()
  return secretFromSignature(first)
}
