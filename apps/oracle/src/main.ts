#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { type Address, isAddress } from 'viem'
import { z } from 'zod'
import {
  configFrom,
  configSchema,
  keyFileSchema,
  options,
  registrationSchema,
  resolveConfig,
} from './config.js'
import { StartError } from './errors.js'
import { help } from './help.js'
import { oracleClientKeys, oracleKeyRegistration } from './keyRegistration.js'
import { startOracle } from './startOracle.js'

async function main(): Promise<void> {
  const { values, positionals } = readArguments(process.argv.slice(2))
  const [command = 'start', ...rest] = positionals
  if (values.help || rest.length > 0 || !['start', 'register', 'jwks'].includes(command)) {
    process.stdout.write(help)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const config = configFrom(values, process.env)
  if (command === 'jwks') return print(await oracleClientKeys(resolveConfig(keyFileSchema, config)))
  if (command === 'start') {
    return run(config, values.operator === undefined ? undefined : operatorFrom(values.operator))
  }
  const operator = operatorFrom(values.operator)
  print(await oracleKeyRegistration(resolveConfig(registrationSchema, config), operator))
}

async function run(config: Record<string, unknown>, operator?: Address): Promise<void> {
  const { url, key, registration, close } = await startOracle(resolveConfig(configSchema, config))
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    close().then(() => process.exit(0), fail)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // A parent that dies, however it does, closes the pipe.
  if (process.env.ACESO_PARENT_WATCH === '1') process.stdin.on('end', stop).on('error', stop).resume()
  // Whatever the log level: whoever started the node needs its address.
  const said = { event: 'listening', url, key, ...(operator ? { registration: registration(operator) } : {}) }
  process.stdout.write(`${JSON.stringify(said, numbersAsText)}\n`)
}

type Flags = Record<string, string | boolean | undefined>

function readArguments(args: string[]): { values: Flags; positionals: string[] } {
  const known: Record<string, { type: 'string' | 'boolean' }> = {
    operator: { type: 'string' },
    help: { type: 'boolean' },
  }
  for (const { flag, secret, boolean } of Object.values(options)) {
    known[secret ? `${flag}-file` : flag] = { type: boolean ? 'boolean' : 'string' }
  }
  try {
    const { values, positionals } = parseArgs({ args, options: known, allowPositionals: true })
    return { values: values as Flags, positionals }
  } catch (error) {
    throw new StartError(`${(error as Error).message} See --help.`)
  }
}

function operatorFrom(value: unknown): Address {
  if (typeof value === 'string' && isAddress(value)) return value
  throw new StartError('Say which account registers the key: --operator 0x…')
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value, numbersAsText, 2)}\n`)
}

function numbersAsText(_: string, item: unknown): unknown {
  return typeof item === 'bigint' ? item.toString() : item
}

function fail(error: unknown): void {
  const text = error instanceof StartError ? startMessage(error) : ((error as Error).stack ?? String(error))
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

function startMessage({ shortMessage, cause }: StartError): string {
  const why =
    cause instanceof Error && !(cause instanceof z.ZodError) ? `\n  ${cause.message.split('\n')[0]}` : ''
  return `${shortMessage}${why}`
}

main().catch(fail)
