import { createHmac } from 'node:crypto'

/** 31 bytes always lie in the field. */
const TAG_BYTES = 31

/**
 * Tags the specimen or encounter behind a result: the same at every node of the committee, and, since the
 * committee's secret keys it, not to be guessed by others from an accession number.
 */
export function observationTagger(committeeSecret: string, issuer: string): (identity: string) => bigint {
  const key = Buffer.from(committeeSecret.replace(/^0x/, ''), 'hex')
  return (identity) => {
    const words = JSON.stringify(['aceso observation tag', 1, issuer, identity])
    const digest = createHmac('sha256', key).update(words).digest()
    return BigInt(`0x${digest.subarray(0, TAG_BYTES).toString('hex')}`)
  }
}
