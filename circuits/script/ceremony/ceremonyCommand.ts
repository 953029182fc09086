// SPDX-License-Identifier: GPL-3.0-or-later
import { parseArgs } from 'node:util'
import { beacon } from './beacon.js'
import { CeremonyError } from './CeremonyError.js'
import { contribute } from './contribute.js'
import { findCircuit } from './findCircuit.js'
import { finish } from './finish.js'
import type { Options, Session } from './Session.js'
import { start } from './start.js'
import { verify } from './verify.js'

type Command = {
  run: (session: Session) => Promise<void>
  does: string
  options: readonly (keyof Options)[]
}

const commands = new Map<string, Command>([
  [
    'start',
    {
      run: start,
      does: 'Makes the first key from the powers of tau, and a transcript.',
      options: ['beacon-source', 'iterations', 'ptau', 'folder', 'development'],
    },
  ],
  [
    'contribute',
    {
      run: contribute,
      does: 'Verifies what came before, and adds a contribution of yours.',
      options: ['name', 'ptau', 'folder', 'development'],
    },
  ],
  [
    'beacon',
    {
      run: beacon,
      does: 'Ends the ceremony with a public value that was announced when it started.',
      options: ['hash', 'iterations', 'ptau', 'folder', 'development'],
    },
  ],
  [
    'finish',
    {
      run: finish,
      does: 'Verifies everything, and puts key and transcript into circuits/artifacts for the build.',
      options: ['ptau', 'folder', 'development'],
    },
  ],
  [
    'verify',
    {
      run: verify,
      does: 'Verifies a ceremony that has ended, from the source of the circuit on.',
      options: ['transcript', 'key', 'hash', 'ptau', 'development'],
    },
  ],
])

const meanings: Record<keyof Options, string> = {
  'beacon-source': '<text>   which public value will end the ceremony, and when it will be known',
  iterations: '<n>         the beacon is hashed 2^n times, n from 10 to 24',
  hash: '<hex>             the public value',
  name: '<text>            who contributes; it stands in the transcript for ever',
  transcript: '<file>      circuits/artifacts/<circuit>.transcript.json by default',
  key: '<file>             packed (.br) or not; circuits/artifacts/<circuit>.zkey.br by default',
  ptau: '<file>            powers of tau; ceremony/powersOfTau28_hez_final_15.ptau by default',
  folder: '<folder>        where the ceremony lies; ceremony/<circuit> by default',
  development: '           with powers of tau that one machine made; public networks refuse what comes of it',
}

const flags: readonly (keyof Options)[] = ['development']

/** `npm run ceremony`. Throws `CeremonyError` where something is refused. */
export async function ceremonyCommand(
  argv: readonly string[],
  { project, print, ask, now }: Pick<Session, 'project' | 'print' | 'ask' | 'now'>,
): Promise<void> {
  const [name = '--help', ...rest] = argv
  if (name === '--help') return print(generalHelp())
  const command = commands.get(name)
  if (!command)
    throw new CeremonyError(
      `There is no command ${JSON.stringify(name)}. npm run ceremony -- --help lists them.`,
    )
  const { help, positionals, options } = parseCommandLine(command, rest)
  if (help) return print(commandHelp(name, command))
  if (positionals.length > 1) throw new CeremonyError('Name one circuit.')
  await command.run({ project, circuit: findCircuit(project, positionals[0]), options, print, ask, now })
}

function parseCommandLine({ options }: Command, args: string[]) {
  const types = options.map((name) => [name, { type: flags.includes(name) ? 'boolean' : 'string' }] as const)
  try {
    const { values, positionals } = parseArgs({
      args,
      strict: true,
      allowPositionals: true,
      options: { ...Object.fromEntries(types), help: { type: 'boolean' as const } },
    })
    return { help: values.help === true, positionals, options: values as Options }
  } catch (error) {
    throw new CeremonyError((error as Error).message)
  }
}

function generalHelp(): string {
  return [
    'A ceremony makes the proving key of a circuit, so that nobody can forge proofs as long as one contributor was',
    'honest. docs/ceremony.md explains it step by step.',
    '',
    'npm run ceremony -- <command> <circuit> [options]',
    '',
    ...[...commands].map(([name, { does }]) => `  ${name.padEnd(12)}${does}`),
    '',
    'npm run ceremony -- <command> --help lists the options.',
  ].join('\n')
}

function commandHelp(name: string, { does, options }: Command): string {
  const lines = options.map((option) => `  --${option} ${meanings[option]}`)
  return [does, '', `npm run ceremony -- ${name} <circuit> [options]`, '', ...lines, '  --help'].join('\n')
}
