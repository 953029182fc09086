// SPDX-License-Identifier: GPL-3.0-or-later
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib'

const compress = promisify(brotliCompress)

/** As small as it gets, which takes a processor about a second for each megabyte. */
export function pack(bytes: Buffer): Promise<Buffer> {
  return compress(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
}

/** Throws where more than `limit` bytes would come out, before they take memory. */
export function unpack(bytes: Buffer, limit: number): Buffer {
  return brotliDecompressSync(bytes, { maxOutputLength: limit })
}
