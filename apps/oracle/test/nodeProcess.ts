import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { OraclePublicKey } from '@aceso/core'
import { options } from '../src/config.js'
import type { OracleConfig } from '../src/index.js'

// The built command, as operators run it.
const entry = fileURLToPath(new URL('../dist/main.js', import.meta.url))

export type NodeProcess = {
  url: string
  key: OraclePublicKey
  child: ChildProcess
  /** Everything written to stdout and stderr so far. */
  output(): string
  /** Resolves with exit code or signal. */
  end(signal?: NodeJS.Signals): Promise<number | string>
}

/** Spawns the node's command without waiting for it. */
export function spawnNode(config: OracleConfig, env: Record<string, string> = {}): ChildProcess {
  const variables = Object.entries(options).flatMap(([name, { env: variable }]) => {
    const value = config[name as keyof OracleConfig]
    return value === undefined ? [] : [[variable, String(value)]]
  })
  return spawn(process.execPath, [entry], {
    env: { PATH: process.env.PATH, ...Object.fromEntries(variables), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** Runs the node as its own process and waits until it listens. */
export async function runNode(config: OracleConfig, env: Record<string, string> = {}): Promise<NodeProcess> {
  const child = spawnNode(config, env)
  const chunks: string[] = []
  const exited = once(child, 'exit').then(([code, signal]) => (signal ?? code) as number | string)
  child.stderr!.on('data', (chunk) => chunks.push(String(chunk)))
  const listening = new Promise<{ url: string; key: string[] }>((done, fail) => {
    child.stdout!.on('data', (chunk) => {
      chunks.push(String(chunk))
      const line = chunks
        .join('')
        .split('\n')
        .find((text) => text.includes('"event":"listening"'))
      if (line) done(JSON.parse(line))
    })
    exited.then((code) => fail(new Error(`The node ended (${code}): ${chunks.join('')}`)))
  })
  const { url, key } = await listening
  return {
    url,
    key: [BigInt(key[0]!), BigInt(key[1]!)],
    child,
    output: () => chunks.join(''),
    end(signal) {
      if (signal) child.kill(signal)
      return exited
    },
  }
}
