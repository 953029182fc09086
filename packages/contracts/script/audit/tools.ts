import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..')

/** What a program printed, both streams together, and how it ended. */
export type Outcome = { code: number | null; text: string }

/** A tool's command: from `ACESO_<NAME>`, or by its name on the path; undefined if it doesn't answer `--version`. */
export function findTool(name: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const command = environment[`ACESO_${name.toUpperCase()}`] ?? name
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0 ? command : undefined
}

/** Runs a program where the tools find forge. */
export function runTool(
  command: string,
  args: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = {},
): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      ...environment,
      PATH: [forgeFolder(), dirname(command), process.env.PATH].join(delimiter),
    },
  })
  if (error) throw error
  return { code: status, text: `${stdout}${stderr}` }
}

function forgeFolder(): string {
  const cpu = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/forge-${process.platform}-${cpu}/package.json`
  return join(dirname(createRequire(import.meta.url).resolve(name)), 'bin')
}
