import { createServer, type Server } from 'node:net'
import { AcesoError } from '@aceso/core'

export class PortTakenError extends AcesoError {
  constructor(port: number) {
    super(`Port ${port} of 127.0.0.1 is taken. Stop what listens there, or choose others with --port.`, {
      name: 'PortTakenError',
    })
  }
}

/** `count` free ports; from `first` on when it is given. Throws `PortTakenError` when one of those is taken. */
export async function freePorts(count: number, first?: number): Promise<number[]> {
  const attempts = await Promise.allSettled(
    Array.from({ length: count }, (_, i) => listen(first === undefined ? 0 : first + i)),
  )
  const servers = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  const failed = attempts.find((attempt) => attempt.status === 'rejected')
  if (failed) throw failed.reason
  return ports
}

/** Throws `PortTakenError` unless all are free. */
export async function assertFree(ports: readonly number[]): Promise<void> {
  for (const port of ports) await freePorts(1, port)
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', () => reject(new PortTakenError(port)))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
