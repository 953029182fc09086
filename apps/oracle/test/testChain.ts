import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export const CHAIN_ID = 31337

/** A JSON-RPC server with one block, whose time the test sets. */
export type TestChain = { url: string; time: bigint; down: boolean; close(): Promise<void> }

export async function startTestChain(time: bigint): Promise<TestChain> {
  const server = createServer(async (request, response) => {
    if (chain.down) return response.writeHead(503).end()
    let text = ''
    for await (const chunk of request) text += chunk
    const { id, method } = JSON.parse(text) as { id: number; method: string }
    const result = method === 'eth_chainId' ? `0x${CHAIN_ID.toString(16)}` : block(chain.time)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const chain: TestChain = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    time,
    down: false,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  }
  return chain
}

function block(time: bigint) {
  return { number: '0x1', timestamp: `0x${time.toString(16)}`, transactions: [], baseFeePerGas: '0x0' }
}
