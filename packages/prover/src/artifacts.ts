import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ProvingProgress } from '@aceso/core'
import type { CircuitName } from './circuits.js'
import { ArtifactMismatchError, ArtifactMissingError } from './errors.js'
import type { Artifacts } from './groth16.js'

const require = createRequire(import.meta.url)

type Manifest = { circuits: Record<string, { sha256: Record<string, string> }> }

/**
 * A circuit's artefacts out of `folder`, by default where the build puts them. Throws `ArtifactMissingError`, or
 * `ArtifactMismatchError` for a file whose SHA-256 isn't that of `circuits/artifacts.json`.
 */
export function loadArtifacts(
  circuit: CircuitName,
  folder?: string,
  onProgress?: (progress: ProvingProgress) => void,
): Artifacts {
  const { circuits } = JSON.parse(
    readFileSync(require.resolve('@aceso/circuits/artifacts.json'), 'utf8'),
  ) as Manifest
  const read = (extension: string) => {
    const file = `${circuit}.${extension}`
    const bytes = readArtifact(artifactPath(circuit, extension, folder))
    const hash = createHash('sha256').update(bytes).digest('hex')
    if (hash !== circuits[circuit]?.sha256[file]) throw new ArtifactMismatchError(file)
    onProgress?.({ stage: 'load', file, bytes: bytes.length, total: bytes.length })
    return bytes
  }
  return {
    wasm: read('wasm'),
    zkey: read('zkey'),
    vkey: JSON.parse(new TextDecoder().decode(read('vkey.json'))) as Record<string, unknown>,
  }
}

/** Where an artefact lies. Throws `ArtifactMissingError` when it's of the build and there was none. */
export function artifactPath(circuit: CircuitName, extension: string, folder?: string): string {
  const file = `${circuit}/${circuit}.${extension}`
  if (folder) return `${folder}/${file}`
  const path = `@aceso/circuits/build/${file}`
  try {
    return require.resolve(path)
  } catch {
    throw new ArtifactMissingError(path)
  }
}

function readArtifact(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch {
    throw new ArtifactMissingError(path)
  }
}
