import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ArtifactMismatchError, ArtifactMissingError } from './errors.js'

const require = createRequire(import.meta.url)

export type CircuitName = 'claim' | 'insertion' | 'cancel' | 'eligibility' | 'equivocation'

/** What proving and verifying take, as bytes whose hashes were checked. */
export type Artifacts = { wasm: Uint8Array; zkey: Uint8Array; vkey: Record<string, unknown> }

type Manifest = { circuits: Record<CircuitName, { sha256: Record<string, string> }> }

/**
 * A circuit's artefacts out of `folder`, by default where the build puts them. Throws `ArtifactMissingError`, or
 * `ArtifactMismatchError` for a file whose SHA-256 isn't that of `circuits/artifacts.json`.
 */
export function loadArtifacts(circuit: CircuitName, folder?: string): Artifacts {
  const { circuits } = JSON.parse(
    readFileSync(require.resolve('@aceso/circuits/artifacts.json'), 'utf8'),
  ) as Manifest
  const read = (extension: string) => {
    const file = `${circuit}.${extension}`
    const bytes = readArtifact(
      folder ? `${folder}/${circuit}/${file}` : `@aceso/circuits/build/${circuit}/${file}`,
    )
    const hash = createHash('sha256').update(bytes).digest('hex')
    if (hash !== circuits[circuit].sha256[file]) throw new ArtifactMismatchError(file)
    return bytes
  }
  return {
    wasm: read('wasm'),
    zkey: read('zkey'),
    vkey: JSON.parse(new TextDecoder().decode(read('vkey.json'))) as Record<string, unknown>,
  }
}

function readArtifact(path: string): Uint8Array {
  try {
    return readFileSync(path.startsWith('@') ? require.resolve(path) : path)
  } catch {
    throw new ArtifactMissingError(path)
  }
}
