import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export const CHAIN_ID = 31337
export const REGISTRY = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
export const NOW = BigInt(Date.parse('2025-03-01T00:00:00Z') / 1000)

/** A chain as far as a node asks: its id, its latest block, and that every node is seated since the first second. */
export async function startChain(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const { id, method } = JSON.parse(text)
      const block = { number: '0x1', timestamp: `0x${NOW.toString(16)}`, transactions: [] }
      const hex = (value: number, size = 0) => `0x${value.toString(16).padStart(size, '0')}`
      const results: Record<string, unknown> = { eth_chainId: hex(CHAIN_ID), eth_call: hex(1, 64) }
      const result = results[method] ?? block
      response.end(JSON.stringify({ jsonrpc: '2.0', id, result }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}
