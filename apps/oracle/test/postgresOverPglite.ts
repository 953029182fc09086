import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { PGlite } from '@electric-sql/pglite'

const SSL_REQUEST = 80_877_103

/**
 * PostgreSQL's wire protocol in front of an embedded database, so that what goes to PostgreSQL can be tested where
 * none is installed. One connection at a time, since the database is a single session.
 */
export async function startPostgres(): Promise<{ url: string; close(): Promise<void> }> {
  const db = await PGlite.create()
  let turn = Promise.resolve()
  const server = createServer((socket) => {
    const previous = turn
    turn = new Promise((done) => socket.on('close', () => done()))
    socket.on('error', () => {})
    previous.then(() => serve(socket, db))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `postgres://postgres@127.0.0.1:${(server.address() as AddressInfo).port}/postgres`,
    async close() {
      await new Promise((done) => server.close(done))
      await db.close()
    },
  }
}

function serve(socket: Socket, db: PGlite): void {
  let pending = Buffer.alloc(0)
  let started = false
  let work = Promise.resolve()

  function nextMessage(): Buffer | undefined {
    // A startup message has no type byte before its length.
    const header = started ? 1 : 0
    if (pending.length < header + 4) return undefined
    const length = header + pending.readInt32BE(header)
    if (pending.length < length) return undefined
    const message = pending.subarray(0, length)
    pending = pending.subarray(length)
    return message
  }

  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk])
    for (let message = nextMessage(); message; message = nextMessage()) {
      const current = message
      if (!started && current.readInt32BE(4) === SSL_REQUEST) {
        socket.write('N')
        continue
      }
      started = true
      if (current[0] === 'X'.charCodeAt(0)) {
        socket.end()
        return
      }
      work = work.then(async () => {
        socket.write(await db.execProtocolRaw(current))
      })
    }
  })
}
