import manifest from '@aceso/circuits/artifacts.json' with { type: 'json' }
import type { ProvingProgress } from '@aceso/core'
import type { CircuitName } from '../circuits.js'
import { ArtifactDownloadError, ArtifactMismatchError } from '../errors.js'
import type { Artifacts } from '../groth16.js'
import { openArtifactCache } from './artifactCache.js'
import { download } from './download.js'
import { unpack } from './unpack.js'

type Recorded = { sha256: Record<string, string>; bytes: Record<string, number> }

/** What is known of all artefacts comes with the program, never from where the artefacts come from. */
const circuits: Record<string, Recorded> = manifest.circuits
const hashes = new Set(
  Object.values(circuits).flatMap(({ sha256, bytes }) =>
    Object.keys(bytes).map((file) => sha256[`${file}.br`]!),
  ),
)

/** Bytes between two reports of a download, since each wakes the page. */
const REPORT = 1 << 20

/**
 * A circuit's artefacts, out of the browser's store or from `<url>/<circuit>.wasm.br` and so on, packed in both. A file
 * whose SHA-256 isn't that of `circuits/artifacts.json` is never unpacked: what lies wrong in the store is fetched again,
 * what the server sends wrong is refused with `ArtifactMismatchError`.
 */
export async function fetchArtifacts(
  circuit: CircuitName,
  url: string,
  onProgress: (progress: ProvingProgress) => void,
): Promise<Artifacts> {
  if (!isSecureContext) {
    throw new ArtifactDownloadError(
      url,
      'Serve the page over HTTPS: elsewhere browsers neither hash nor store.',
    )
  }
  const cache = await openArtifactCache(hashes)
  const { sha256: recorded, bytes: sizes } = circuits[circuit]!
  const loadPacked = async (file: string): Promise<Uint8Array<ArrayBuffer>> => {
    const hash = recorded[file]!
    const kept = await cache.get(hash)
    if (kept && (await sha256(kept)) === hash) {
      onProgress({ stage: 'load', file, bytes: kept.length, total: kept.length })
      return kept
    }
    if (kept) await cache.delete(hash)
    const bytes = await download(`${url}/${file}`, { onBytes: reporter(file, onProgress) })
    if ((await sha256(bytes)) !== hash) throw new ArtifactMismatchError(file)
    onProgress({ stage: 'load', file, bytes: bytes.length, total: bytes.length })
    if (!(await cache.put(hash, bytes))) onProgress({ stage: 'notStored', file })
    return bytes
  }
  const load = async (extension: string) => {
    const file = `${circuit}.${extension}`
    return unpack(await loadPacked(`${file}.br`), sizes[file]!)
  }
  return {
    wasm: await load('wasm'),
    zkey: await load('zkey'),
    vkey: JSON.parse(new TextDecoder().decode(await load('vkey.json'))) as Record<string, unknown>,
  }
}

function reporter(file: string, onProgress: (progress: ProvingProgress) => void) {
  let reported = 0
  return (bytes: number, total: number | undefined) => {
    // Fewer than before: the download was begun again.
    if (bytes > reported && bytes - reported < REPORT) return
    reported = bytes
    onProgress({ stage: 'load', file, bytes, ...(total ? { total } : {}) })
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
