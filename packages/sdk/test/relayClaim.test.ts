import { createClient, custom, numberToHex } from 'viem'
import { afterEach, describe, expect, test } from 'vitest'
import {
  encodeClaim,
  RelayedClaimNotFoundError,
  relayClaim,
  relayerInfo,
  ServiceRefusedError,
  ServiceUnavailableError,
} from '../src/index.js'
import { claim, hash, held, paid } from './claimFixture.js'
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
/** A transaction of which the relayer says that it holds the claim. */
const another = `0x${'cd'.repeat(32)}` as const

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

describe('a relayer is handed the claim, and what became of it is read from the chain', () => {
  const block = (timestamp: bigint) => ({ number: numberToHex(20_000n), timestamp: numberToHex(timestamp) })

  /** An endpoint whose chain has these logs at this time. */
  async function relayed(logs: object[], timestamp = 7_000n) {
    const { url, bodies } = await relayerThat(200, { status: 'paid', hash: another })
    const requests: { method: string; params?: unknown }[] = []
    const request = async ({ method, params }: { method: string; params?: unknown }) => {
      requests.push({ method, params })
      if (method === 'eth_getBlockByNumber') return block(timestamp)
      if (method === 'eth_getLogs') return logs
      throw new Error(`unexpected ${method}`)
    }
    const client = createClient({ transport: custom({ request }), pollingInterval: 1 })
    const outcome = await relayClaim(client, { relayer: url, claim }).catch((error: unknown) => error)
    expect(bodies.map((body) => JSON.parse(body))).toEqual([encodeClaim(claim)])
    return { outcome, requests }
  }

  test('among the claims of everybody, of which none is named', async () => {
    const { outcome, requests } = await relayed([paid(1n), paid(), held(2n)])
    expect(outcome).toEqual({ status: 'paid', hash, payout: 2_500n, fee: 5n })
    expect(requests.map(({ method }) => method)).toEqual(['eth_getBlockByNumber', 'eth_getLogs'])
    const [{ address, topics, fromBlock }] = requests[1]!.params as [Record<string, unknown>]
    expect({ address, fromBlock }).toEqual({ address: claim.desk, fromBlock: numberToHex(20_000n - 9_999n) })
    expect(topics).toHaveLength(1)
  })

  test('where it was held before and voided, by its last event', async () => {
    const { outcome } = await relayed([held(), paid()])
    expect(outcome).toMatchObject({ status: 'paid' })
    await service?.close()
    expect((await relayed([paid(), held()])).outcome).toMatchObject({ status: 'held', heldId: 4n })
  })

  test('until its deadline has passed without it', async () => {
    const { outcome, requests } = await relayed([paid(1n)], claim.payment.deadline + 1n)
    expect(outcome).toBeInstanceOf(RelayedClaimNotFoundError)
    expect(requests).toHaveLength(2)
  })
})
