import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

export type Anvil = { url: string; stop(): Promise<void> }

/** A chain of its own for a test, on a free port. */
export async function startAnvil(chainId: number, options: readonly string[] = []): Promise<Anvil> {
  const anvil = spawn(binary(), ['--chain-id', String(chainId), '--port', '0', ...options])
  const ended = new Promise<void>((resolve) => anvil.once('close', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    anvil.once('error', reject)
    anvil.once('close', (code) => reject(new Error(`anvil ended with exit code ${code}`)))
    createInterface({ input: anvil.stdout }).on('line', (line) => {
      const address = /^Listening on (\S+)/.exec(line)?.[1]
      if (address) resolve(`http://${address}`)
    })
  })
  return {
    url,
    async stop() {
      anvil.kill()
      await ended
    },
  }
}

/** The executable itself: npm's wrapper would not pass the end's signal on. */
function binary(): string {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const require = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'))
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return require.resolve(`@foundry-rs/anvil-${process.platform}-${architecture}/bin/anvil${suffix}`)
}
