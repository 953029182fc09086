import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

export type Anvil = { url: string; stop(): Promise<void> }

/** A chain of its own for a test, on a free port, whose clock stands at `timestamp`. */
export async function startAnvil(timestamp: bigint): Promise<Anvil> {
  const anvil = spawn(binary(), ['--port', '0', '--timestamp', String(timestamp), '--gas-limit', '60000000'])
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
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const require = createRequire(import.meta.url)
  const fromWrapper = createRequire(require.resolve('@foundry-rs/anvil/package.json'))
  return fromWrapper.resolve(`@foundry-rs/anvil-${process.platform}-${architecture}/bin/anvil${suffix}`)
}
