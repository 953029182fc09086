import { existsSync, readFileSync } from 'node:fs'
import { type Abi, type Address, concatHex, encodeDeployData, type Hex, sliceHex } from 'viem'
import { ArtifactMissingError, LibraryMissingError } from './deploymentErrors.js'

type References = Record<string, Record<string, { start: number; length: number }[]>>

/** What solc says of a contract's sources and of how they were compiled. */
export type Metadata = {
  compiler: { version: string }
  language: string
  settings: Record<string, unknown> & { compilationTarget: Record<string, string> }
  sources: Record<string, { keccak256: Hex }>
}

export type Artifact = {
  abi: Abi
  bytecode: { object: Hex; linkReferences: References }
  deployedBytecode: { object: Hex }
  metadata: Metadata
}

/** A compiled contract by its name; `npm run build` makes it. */
export function artifactOf(contract: string): Artifact {
  const read = known.get(contract) ?? readArtifact(contract)
  known.set(contract, read)
  return read
}

/** A deployment asks for each many times, and some are a megabyte of JSON. */
const known = new Map<string, Artifact>()

function readArtifact(contract: string): Artifact {
  const path = new URL(`../artifacts/${contract}.sol/${contract}.json`, import.meta.url)
  if (!existsSync(path)) throw new ArtifactMissingError(contract)
  return JSON.parse(readFileSync(path, 'utf8')) as Artifact
}

/** Creation code with constructor arguments, the addresses of the libraries it calls filled in. */
export function creationCode(
  contract: string,
  args: readonly unknown[],
  libraries: Record<string, Address>,
): Hex {
  const { abi, bytecode } = artifactOf(contract)
  const places = Object.values(bytecode.linkReferences)
    .flatMap((file) => Object.entries(file))
    .flatMap(([name, references]) => references.map(({ start }) => ({ start, name })))
  const linked = places.reduce((code, { start, name }) => {
    const address = libraries[name]
    if (!address) throw new LibraryMissingError(contract, name)
    return concatHex([sliceAt(code, 0, start), address, sliceAt(code, start + 20)])
  }, bytecode.object)
  return encodeDeployData({ abi, bytecode: linked, args })
}

/** Works on code whose other libraries are still placeholders, which `sliceHex` passes through as text. */
function sliceAt(code: Hex, start: number, end?: number): Hex {
  return start === 0 && end === 0 ? '0x' : sliceHex(code, start, end)
}
