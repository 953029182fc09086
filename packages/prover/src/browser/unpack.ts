import init, { BrotliDecStream, BrotliStreamResultCode } from 'brotli-dec-wasm/web'
import { ProverWorkerError } from '../errors.js'

/** Bytes that go in or come out at a time, so that the decoder holds little more than its window. */
const PIECE = 1 << 20

/**
 * What a packed file holds, which is `size` bytes. Browsers unpack brotli only as the encoding of an answer, which
 * would take ranges, totals and the hash of what was fetched away.
 */
export async function unpack(packed: Uint8Array, size: number): Promise<Uint8Array<ArrayBuffer>> {
  await init().catch(() => {
    throw new ProverWorkerError()
  })
  const unpacked = new Uint8Array(size)
  const stream = new BrotliDecStream()
  try {
    for (let read = 0, written = 0; ; ) {
      const { code, buf, input_offset } = stream.dec(packed.subarray(read, read + PIECE), PIECE)
      unpacked.set(buf, written)
      read += input_offset
      written += buf.length
      if (code === BrotliStreamResultCode.ResultSuccess) return unpacked
      if (code === BrotliStreamResultCode.NeedsMoreInput && read === packed.length) throw new RangeError()
    }
  } finally {
    stream.free()
  }
}
