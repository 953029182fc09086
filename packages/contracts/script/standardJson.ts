import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keccak256, toBytes } from 'viem'
import { artifactOf } from './artifact.js'
import { SourceChangedError } from './deploymentErrors.js'
import type { DeploymentPlan } from './planDeployment.js'

/** Input of solc, from which it makes a contract's bytecode again. */
export type StandardJson = {
  language: string
  sources: Record<string, { content: string }>
  settings: Record<string, unknown>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * The standard-JSON input of a contract: the sources and settings its artifact's metadata names. Libraries are not
 * linked in it, since naming their addresses would change the metadata's hash, which is part of the bytecode.
 */
export function standardJson(contract: string): StandardJson {
  const { language, settings, sources } = artifactOf(contract).metadata
  const { compilationTarget, libraries: _, ...rest } = settings
  return {
    language,
    sources: Object.fromEntries(
      Object.entries(sources).map(([path, { keccak256: hash }]) => {
        const content = readFileSync(join(root, path), 'utf8')
        if (keccak256(toBytes(content)) !== hash) throw new SourceChangedError(contract, path)
        return [path, { content }]
      }),
    ),
    settings: {
      ...rest,
      outputSelection: Object.fromEntries(
        Object.entries(compilationTarget).map(([path, name]) => [
          path,
          { [name]: ['abi', 'metadata', 'evm.bytecode', 'evm.deployedBytecode'] },
        ]),
      ),
    },
  }
}

/** Contracts of a deployment that have sources of their own. */
export function sourceNames({ contracts, pools }: Pick<DeploymentPlan, 'contracts' | 'pools'>): string[] {
  return [...new Set([...contracts.map(({ name }) => name), ...pools.map(({ name }) => name)])]
}

/** Writes the inputs, by contract, into `<chainId>/<Contract>.json` of the folder. */
export function writeStandardJson(
  folder: string,
  chainId: number,
  inputs: ReadonlyMap<string, StandardJson>,
): void {
  const target = join(folder, String(chainId))
  mkdirSync(target, { recursive: true })
  for (const [name, input] of inputs)
    writeFileSync(join(target, `${name}.json`), `${JSON.stringify(input)}\n`)
}
