import { ArtifactDownloadError } from '../errors.js'

/** Attempts in a row that bring nothing new. */
const ATTEMPTS = 4

export type DownloadOptions = {
  /** Bytes here so far, and of all if the server says it. */
  onBytes?: (bytes: number, total: number | undefined) => void
  /** Milliseconds without a byte after which a connection counts as broken. */
  stall?: number
  /** Milliseconds to wait before the next attempt, times the attempts that brought nothing. */
  pause?: number
}

/** What is here of a file, and the tag under which a server continues it. */
type Part = { chunks: Uint8Array[]; size: number; total: number | undefined; etag: string | undefined }

/**
 * The bytes behind `url`. A broken download is continued where it ended, if the server tags the file and serves
 * ranges, or else begun again. Throws `ArtifactDownloadError` when neither leads on.
 */
export async function download(
  url: string,
  { onBytes = () => {}, stall = 30_000, pause = 1_000 }: DownloadOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const part: Part = { chunks: [], size: 0, total: undefined, etag: undefined }
  let most = 0
  for (let vain = 0; vain < ATTEMPTS; ) {
    if (vain > 0) await new Promise((resolve) => setTimeout(resolve, pause * vain))
    try {
      await fetchInto(part, url, stall, onBytes)
      return joined(part)
    } catch (error) {
      if (error instanceof ArtifactDownloadError) throw error
      vain = part.size > most ? 0 : vain + 1
      most = Math.max(most, part.size)
    }
  }
  throw new ArtifactDownloadError(url, 'Check the connection and try again.')
}

async function fetchInto(
  part: Part,
  url: string,
  stall: number,
  onBytes: NonNullable<DownloadOptions['onBytes']>,
): Promise<void> {
  const broken = new AbortController()
  let timer = setTimeout(() => broken.abort(), stall)
  try {
    const headers = part.etag ? { range: `bytes=${part.size}-`, 'if-range': part.etag } : undefined
    // What is worth keeping is kept by hash; the browser's own cache would hold it a second time.
    const response = await fetch(url, {
      cache: 'no-store',
      signal: broken.signal,
      ...(headers ? { headers } : {}),
    })
    accept(part, response, url)
    const reader = response.body!.getReader()
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      clearTimeout(timer)
      timer = setTimeout(() => broken.abort(), stall)
      part.chunks.push(read.value)
      part.size += read.value.length
      onBytes(part.size, part.total)
    }
  } finally {
    clearTimeout(timer)
  }
}

/** Makes the part ready for the body: kept when the server continues it, emptied when it sends the whole. */
function accept(part: Part, { status, headers }: Response, url: string): void {
  if (status === 206 && part.etag && continues(headers.get('content-range'), part.size)) return
  Object.assign(part, { chunks: [], size: 0, total: undefined, etag: undefined })
  if (status === 200) {
    // Of a compressed answer neither length nor ranges are those of the bytes that arrive here.
    if (headers.has('content-encoding')) return
    part.total = Number(headers.get('content-length')) || undefined
    // A weak tag (W/…) promises the same meaning, not the same bytes.
    const etag = headers.get('etag')
    if (etag?.startsWith('"')) part.etag = etag
    return
  }
  if (status >= 400 && status < 500 && status !== 408 && status !== 416 && status !== 429) {
    throw new ArtifactDownloadError(
      url,
      `The server answers ${status}. Serve the folder \`circuits/artifacts\` there.`,
    )
  }
  throw new Error(`status ${status}`)
}

/** Another origin may hide the header; the file's hash tells a wrong piece anyway. */
function continues(contentRange: string | null, size: number): boolean {
  return contentRange === null || contentRange.startsWith(`bytes ${size}-`)
}

function joined({ chunks, size }: Part): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
