import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a page's server serves: the files as they are stored. */
export const artifactsFolder = new URL('../../../circuits/artifacts', import.meta.url).pathname

/** What a server does to the answer for one file, once for each of them in turn; then it answers well. */
export type Fault = (bytes: Buffer, request: IncomingMessage, response: ServerResponse) => void

export type ArtifactServer = {
  url: string
  /** Requests for a file since the start: their ranges, or `whole`. */
  requests: Map<string, string[]>
  faults: Map<string, Fault[]>
  /** False: neither ranges nor tags. */
  ranges: boolean
  /** Cuts the connections that `sendHalf` left open. */
  cut(): void
  close(): Promise<void>
}

/** Serves the circuits' artefacts to any origin, with ranges and tags as a file server does. */
export async function startArtifactServer(): Promise<ArtifactServer> {
  const requests: ArtifactServer['requests'] = new Map()
  const faults: ArtifactServer['faults'] = new Map()
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', 'range, if-range')
    response.setHeader('access-control-expose-headers', 'etag, content-range')
    if (request.method === 'OPTIONS') return response.writeHead(204).end()
    const file = request.url!.split('/').at(-1)!
    requests.set(file, [...(requests.get(file) ?? []), request.headers.range ?? 'whole'])
    const bytes = readFileSync(`${artifactsFolder}${request.url}`)
    const fault = faults.get(file)?.shift()
    if (fault) fault(bytes, request, response)
    else answer(bytes, request, response, state.ranges)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const state: ArtifactServer = {
    url: `http://127.0.0.1:${port}`,
    requests,
    faults,
    ranges: true,
    cut() {
      for (const response of held) response.destroy()
      held.clear()
    },
    async close() {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
    },
  }
  return state
}

/** Answers of which a half was sent. */
const held = new Set<ServerResponse>()

export const ETAG = '"of-the-build"'

function answer(
  bytes: Buffer,
  { headers }: IncomingMessage,
  response: ServerResponse,
  ranges: boolean,
): void {
  if (!ranges) return void response.writeHead(200, { 'content-length': bytes.length }).end(bytes)
  const from = Number(headers.range?.match(/^bytes=(\d+)-$/)?.[1] ?? -1)
  if (from < 0 || headers['if-range'] !== ETAG) {
    return void response.writeHead(200, { 'content-length': bytes.length, etag: ETAG }).end(bytes)
  }
  response
    .writeHead(206, {
      'content-length': bytes.length - from,
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      etag: ETAG,
    })
    .end(bytes.subarray(from))
}

/** Sends the first half, then nothing more. When the client has it, `cut` makes it a broken connection. */
export const sendHalf =
  (etag?: string): Fault =>
  (bytes, _, response) => {
    response.writeHead(200, { 'content-length': bytes.length, ...(etag ? { etag } : {}) })
    response.write(bytes.subarray(0, bytes.length / 2))
    held.add(response)
  }

/** Sends the first half, then breaks the connection. */
export const cutAtHalf =
  (etag?: string): Fault =>
  (bytes, _, response) => {
    response.writeHead(200, { 'content-length': bytes.length, ...(etag ? { etag } : {}) })
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy())
  }

export const changeByte: Fault = (bytes, _, response) => {
  bytes[bytes.length - 2]! ^= 1
  response.writeHead(200, { 'content-length': bytes.length }).end(bytes)
}

export const refuse =
  (status: number): Fault =>
  (_, __, response) => {
    response.writeHead(status).end()
  }
