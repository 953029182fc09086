import { createServer, Server } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { assertFree, freePorts, PortTakenError } from '../src/network/ports.js'

const servers: Server[] = []

/** A port that something listens on. */
async function takenPort(): Promise<number> {
  const server = createServer()
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}

afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

describe('a taken port', () => {
  test('is refused, and named', async () => {
    const port = await takenPort()
    await expect(freePorts(1, port)).rejects.toBeInstanceOf(PortTakenError)
    await expect(assertFree([port])).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken.`)
  })

  test('is refused in the middle of a range, and the rest let go', async () => {
    const port = await takenPort()
    const listen = vi.spyOn(Server.prototype, 'listen')
    await expect(freePorts(4, port - 1)).rejects.toBeInstanceOf(PortTakenError)
    const tried = listen.mock.contexts as Server[]
    expect(tried).toHaveLength(4)
    expect(tried.filter(({ listening }) => listening)).toEqual([])
  })

  test('is found wherever it stands in the list', async () => {
    const [free = 0] = await freePorts(1)
    const port = await takenPort()
    await expect(assertFree([free, port])).rejects.toThrow(`Port ${port} `)
  })
})

describe('free ports', () => {
  test('are different ones, and free again to be used', async () => {
    const ports = await freePorts(8)
    expect(new Set(ports).size).toBe(8)
    for (const port of ports) expect(port).toBeGreaterThan(0)
    await expect(assertFree(ports)).resolves.toBeUndefined()
  })

  test('none are needed for none', async () => {
    expect(await freePorts(0)).toEqual([])
    await expect(assertFree([])).resolves.toBeUndefined()
  })
})
