import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Network, type NetworkOptions, startNetwork } from '@aceso/devnet'

/** A folder of this run's own. */
export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'aceso-e2e-'))
}

export type ScratchNetwork = Network & { end(): Promise<void> }

/** A network in a folder of its own; `end` stops it and removes the folder. */
export async function scratchNetwork(options: Omit<NetworkOptions, 'folder'> = {}): Promise<ScratchNetwork> {
  const folder = scratchFolder()
  const network = await startNetwork({ folder, ...options })
  return {
    ...network,
    async end() {
      await network.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
