import type { IncomingMessage } from 'node:http'
import { type Attestation, oracleDomain, oraclePublicKey, signAttestation } from '@aceso/core'
import { type ClaimJson, type Deployment, decodeClaim, submitClaim } from '../../src/index.js'
import { type Service, startService } from '../service.js'
import type { LocalChain } from './localChain.js'

/** What a service is told in one request: path, headers and body. */
export type Heard = (text: string) => void

/** What the hospital has of every subject. */
export type Result = Pick<Attestation, 'measure' | 'value' | 'observedAt' | 'linkedAt' | 'observationTag'>

/** A node that knows one result of every subject and signs whatever it is asked to. */
export function startNode(
  privateKey: Uint8Array,
  { chainId, oracleRegistry }: Deployment,
  result: () => Result,
  heard: Heard,
): Promise<Service> {
  const domain = oracleDomain(chainId, oracleRegistry)
  const answers: Record<string, (body: Record<string, string>) => unknown> = {
    '/v1/info': () => ({ key: oraclePublicKey(privateKey), domain }),
    '/v1/links': () => ({ linkedAt: result().linkedAt }),
    '/v1/observations': () => ({ linkedAt: result().linkedAt, observations: [result()] }),
    '/v1/attestations': ({ subject, issuedAt }) =>
      signAttestation(privateKey, {
        ...result(),
        domain,
        subject: BigInt(subject!),
        issuedAt: BigInt(issuedAt!),
      }),
  }
  return startJson(heard, async (path, body) => answers[path]?.(body))
}

/** A relayer that submits every claim from one of the development accounts. */
export function startRelayer(chain: LocalChain, index: number, heard: Heard): Promise<Service> {
  const client = chain.wallet(index)
  return startJson(heard, async (path, body) => {
    if (path === '/v1/info') return { address: client.account.address, fee: 0n }
    const claim = decodeClaim(body as unknown as ClaimJson)
    return submitClaim(client, { deployment: chain.deployment, claim })
  })
}

/** A service that answers JSON with what `answer` says of a path and a body. */
export function startJson(
  heard: Heard,
  answer: (path: string, body: Record<string, string>) => Promise<unknown>,
): Promise<Service> {
  return startService(async (request, response) => {
    const body = await textOf(request)
    heard(`${request.url} ${request.rawHeaders.join(' ')} ${body}`)
    const said = await answer(request.url ?? '', body === '' ? {} : JSON.parse(body))
    response.writeHead(200).end(JSON.stringify(said, inJson))
  })
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

/** Numbers of a field are text in the services' JSON; a measure isn't. */
function inJson(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
