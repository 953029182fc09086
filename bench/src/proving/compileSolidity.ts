import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { artifactOf } from '@aceso/contracts'
import type { Abi, Hex } from 'viem'
import { root } from './root.js'

export type Compiled = { abi: Abi; bytecode: Hex }

type Output = {
  errors?: { severity: string; formattedMessage: string }[]
  contracts?: Record<string, Record<string, { abi: Abi; evm: { bytecode: { object: string } } }>>
}

/** Compiles files of one contract each, ours and peers' alike, as our contracts are. Paths from the root. */
export function compileSolidity(files: readonly string[]): Map<string, Compiled> {
  const { optimizer, evmVersion } = artifactOf('ClaimVerifier').metadata.settings
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(
      files.map((file) => [file, { content: readFileSync(join(root, file), 'utf8') }]),
    ),
    settings: {
      optimizer,
      evmVersion,
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
    },
  }
  const compiler = join(root, 'packages/contracts/script/solc.mjs')
  const output = JSON.parse(
    execFileSync(process.execPath, [compiler, '--standard-json', '--base-path', root], {
      input: JSON.stringify(input),
      maxBuffer: 2 ** 28,
      encoding: 'utf8',
    }),
  ) as Output
  const errors = output.errors?.filter(({ severity }) => severity === 'error') ?? []
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'))
  return new Map(
    files.map((file) => {
      const { abi, evm } = output.contracts![file]![basename(file, '.sol')]!
      return [file, { abi, bytecode: `0x${evm.bytecode.object}` }]
    }),
  )
}
