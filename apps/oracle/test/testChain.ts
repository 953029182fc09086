import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { numberToHex } from 'viem'

export const CHAIN_ID = 31337

/**
 * A JSON-RPC server with one block, whose time the test sets, and a registry that seats every key since `seatedSince`; 0:
 * it seats none.
 */
export type TestChain = {
  url: string
  time: bigint
  seatedSince: bigint
  down: boolean
  close(): Promise<void>
}

export async function startTestChain(time: bigint): Promise<TestChain> {
  const server = createServer(async (request, response) => {
    if (chain.down) return response.writeHead(503).end()
    let text = ''
    for await (const chunk of request) text += chunk
    const { id, method } = JSON.parse(text) as { id: number; method: string }
    const results: Record<string, unknown> = {
      eth_chainId: numberToHex(CHAIN_ID),
      eth_call: numberToHex(chain.seatedSince, { size: 32 }),
    }
    const result = results[method] ?? block(chain.time)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const chain: TestChain = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    time,
    seatedSince: 1n,
    down: false,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  }
  return chain
}

function block(time: bigint) {
  return { number: '0x1', timestamp: `0x${time.toString(16)}`, transactions: [], baseFeePerGas: '0x0' }
}
