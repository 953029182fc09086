import {
  type Address,
  type Hex,
  hashTypedData,
  isAddressEqual,
  keccak256,
  recoverAddress,
  stringToBytes,
} from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { OraclePublicKey } from './signature.js'

/** What a request asks a node for; a signature for one purpose is worth nothing for the other. */
export type OraclePurpose = 'observations' | 'attestation'

/** A request to one oracle node. `body`: the exact text that is posted. `timestamp`: wall clock, unix seconds. */
export type OracleRequest = {
  oracle: OraclePublicKey
  subject: bigint
  purpose: OraclePurpose
  body: string
  timestamp: bigint
}

/** Headers that carry the proof that the holder of the subject's access key made a request. */
export type OracleRequestHeaders = { 'aceso-timestamp': string; 'aceso-signature': Hex }

/** Seconds by which a request's timestamp may differ from the node's wall clock. */
export const ORACLE_REQUEST_TOLERANCE = 300n

/** EIP-712 data of a request. It names the node by its key, so that no node can pass the request on to another. */
export function oracleRequestTypedData({ oracle, subject, purpose, body, timestamp }: OracleRequest) {
  return {
    domain: { name: 'Aceso oracle', version: '1' },
    types: {
      OracleRequest: [
        { name: 'oracleX', type: 'uint256' },
        { name: 'oracleY', type: 'uint256' },
        { name: 'subject', type: 'uint256' },
        { name: 'purpose', type: 'string' },
        { name: 'bodyHash', type: 'bytes32' },
        { name: 'timestamp', type: 'uint256' },
      ],
    },
    primaryType: 'OracleRequest',
    message: {
      oracleX: oracle[0],
      oracleY: oracle[1],
      subject,
      purpose,
      bodyHash: keccak256(stringToBytes(body)),
      timestamp,
    },
  } as const
}

/** Signs a request with the subject's access key; the headers go with `request.body`. */
export async function signOracleRequest(
  account: Pick<PrivateKeyAccount, 'signTypedData'>,
  request: OracleRequest,
): Promise<OracleRequestHeaders> {
  const signature = await account.signTypedData(oracleRequestTypedData(request))
  return { 'aceso-timestamp': request.timestamp.toString(), 'aceso-signature': signature }
}

/** True when `signature` is the access key's over the request. Doesn't look at the clock. */
export async function verifyOracleRequest(
  accessKey: Address,
  request: OracleRequest,
  signature: Hex,
): Promise<boolean> {
  try {
    const signer = await recoverAddress({ hash: hashTypedData(oracleRequestTypedData(request)), signature })
    return isAddressEqual(signer, accessKey)
  } catch {
    return false
  }
}
