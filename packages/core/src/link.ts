import { type Address, sha256, stringToBytes } from 'viem'
import { assertField } from './field.js'

/**
 * The OpenID `nonce` with which a holder signs in at the hospital to be linked: SHA-256, in hex, of subject and
 * access key. An ID token obtained for one subject can't be used to link another.
 */
export function linkNonce(subject: bigint, accessKey: Address): string {
  const words = ['aceso link', assertField('subject', subject), accessKey.toLowerCase()]
  return sha256(stringToBytes(words.join('|'))).slice(2)
}
