import { createClient, custom } from 'viem'
import { afterEach, describe, expect, test } from 'vitest'
import {
  ClaimNotInTransactionError,
  encodeClaim,
  relayClaim,
  relayerInfo,
  ServiceRefusedError,
  ServiceUnavailableError,
} from '../src/index.js'
import { claim } from './claimFixture.js'
import { type Service, startService } from './service.js'

let service: Service | undefined
afterEach(() => service?.close())

/** A relayer that gives one answer to everything, and notes what it was sent. */
async function relayerThat(status: number, answer: unknown) {
  const bodies: string[] = []
  service = await startService(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    bodies.push(body)
    response.writeHead(status).end(JSON.stringify(answer))
  })
  return { url: service.url, bodies }
}

const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const hash = `0x${'ab'.repeat(32)}` as const

const receiptWithoutPayout = {
  transactionHash: hash,
  blockNumber: '0x1',
  status: '0x1',
  gasUsed: '0x1',
  logs: [],
}

function chain() {
  const methods: string[] = []
  const request = async ({ method }: { method: string }) => {
    methods.push(method)
    throw new Error('offline')
  }
  return { client: createClient({ transport: custom({ request }, { retryCount: 0 }) }), methods }
}

describe('a relayer of another shape than documented counts as unavailable', () => {
  test.each([null, {}, { address }, { fee: '5' }, { address: 'me', fee: '5' }, { address, fee: 'five' }, []])(
    'its info is %j',
    async (answer) => {
      const { url } = await relayerThat(200, answer)
      await expect(relayerInfo(url)).rejects.toBeInstanceOf(ServiceUnavailableError)
    },
  )

  test.each([null, {}, { hash: '0x12' }, { hash: 7 }])('its answer to a claim is %j', async (answer) => {
    const { url } = await relayerThat(200, answer)
    const { client, methods } = chain()
    const relayed = relayClaim(client, { relayer: url, claim })
    await expect(relayed).rejects.toBeInstanceOf(ServiceUnavailableError)
    expect(methods).toEqual([])
  })
})

test("a relayer's refusal arrives with its code", async () => {
  const { url } = await relayerThat(409, { error: { code: 'FeeTooLowError', message: 'Too low.' } })
  const error = await relayClaim(chain().client, { relayer: url, claim }).catch((error) => error)
  expect(error).toBeInstanceOf(ServiceRefusedError)
  expect(error.code).toBe('FeeTooLowError')
})

test('a relayer says who it is and what it takes', async () => {
  const { url } = await relayerThat(200, { address: address.toLowerCase(), fee: '250000', chainId: 31_337 })
  expect(await relayerInfo(url)).toEqual({ address, fee: 250_000n })
})

test('a relayer is handed the claim, and what became of it is read from the chain', async () => {
  const { url, bodies } = await relayerThat(200, { status: 'paid', hash })
  const { client, methods } = chain()
  client.request = (async ({ method }: { method: string }) => {
    methods.push(method)
    if (method === 'eth_blockNumber') return '0x2'
    if (method === 'eth_getTransactionReceipt') return receiptWithoutPayout
    throw new Error(`unexpected ${method}`)
  }) as typeof client.request
  await expect(relayClaim(client, { relayer: url, claim })).rejects.toBeInstanceOf(ClaimNotInTransactionError)
  expect(bodies.map((body) => JSON.parse(body))).toEqual([encodeClaim(claim)])
  expect(methods).toContain('eth_getTransactionReceipt')
})
