import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Service = { url: string; close(): Promise<void> }

/** A service on a free port of this machine. */
export async function startService(answer: RequestListener): Promise<Service> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
