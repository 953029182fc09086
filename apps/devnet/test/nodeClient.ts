import { accessAccount, type OraclePurpose, signOracleRequest, subjectOf } from '@aceso/core'
import type { Oracle } from '@aceso/oracle'

export type NodeAnswer = {
  status: number
  headers: Headers
  body: Record<string, unknown> & { error?: { code: string; message: string } }
}

/** A request to a node, signed by the holder at `now`, milliseconds of the node's clock. */
export async function ask(
  { url, key }: Pick<Oracle, 'url' | 'key'>,
  purpose: OraclePurpose,
  { secret, committeeId }: { secret: bigint; committeeId: number },
  request: object,
  now: number,
): Promise<NodeAnswer> {
  const subject = subjectOf(secret, committeeId)
  const body = JSON.stringify({ subject: `${subject}`, ...request })
  const timestamp = BigInt(Math.floor(now / 1000))
  const access = accessAccount(secret, committeeId)
  const headers = await signOracleRequest(access, { oracle: key, subject, purpose, body, timestamp })
  return post(`${url}/v1/${purpose === 'attestation' ? 'attestations' : purpose}`, body, headers)
}

export async function post(
  url: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<NodeAnswer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as NodeAnswer['body'],
  }
}
