import { parseArgs } from 'node:util'
import { BaseError, createClient, createWalletClient, http, isHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { DeployClient, ReadClient } from './DeployClient.js'
import { CommandLineError } from './deploymentErrors.js'

export type Environment = Record<string, string | undefined>

/** Options of a command, by their names; a plain one takes a value, a flag none. */
export function parseOptions<Option extends string, Flag extends string>(
  argv: readonly string[],
  options: readonly Option[],
  flags: readonly Flag[],
): Partial<Record<Option, string> & Record<Flag, boolean>> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      strict: true,
      options: Object.fromEntries([
        ...options.map((name) => [name, { type: 'string' as const }]),
        ...flags.map((name) => [name, { type: 'boolean' as const }]),
      ]),
    })
    return values as Partial<Record<Option, string> & Record<Flag, boolean>>
  } catch (error) {
    throw new CommandLineError((error as Error).message)
  }
}

/** The endpoint of a chain: as given, or from `RPC_URL_<chainId>`. */
export function rpcUrlOf(chainId: number, given: string | undefined, environment: Environment): string {
  const url = given ?? environment[`RPC_URL_${chainId}`]
  if (!url)
    throw new CommandLineError(
      `There is no endpoint for chain ${chainId}: give --rpc or set RPC_URL_${chainId}.`,
    )
  return url
}

export function readClient(url: string): ReadClient {
  return createClient({ transport: http(url) })
}

/** A client with the account of `DEPLOYER_PRIVATE_KEY`. */
export function deployClient(url: string, environment: Environment): DeployClient {
  return createWalletClient({ account: deployerOf(environment), transport: http(url) })
}

/** The account of `DEPLOYER_PRIVATE_KEY`. */
export function deployerOf({ DEPLOYER_PRIVATE_KEY: key }: Environment): PrivateKeyAccount {
  if (!key) throw new CommandLineError('DEPLOYER_PRIVATE_KEY is not set.')
  const problem = 'DEPLOYER_PRIVATE_KEY is not a private key: 0x and 64 hex digits.'
  if (!isHex(key) || key.length !== 66) throw new CommandLineError(problem)
  try {
    return privateKeyToAccount(key)
  } catch {
    throw new CommandLineError(problem)
  }
}

/** What went wrong, in lines for a terminal: the reason without the calldata it came with. */
export function describeError(error: unknown): string[] {
  if (!(error instanceof BaseError)) return [error instanceof Error ? error.message : String(error)]
  const { shortMessage, metaMessages = [], details } = error
  return [
    shortMessage,
    ...metaMessages,
    ...(details && details !== shortMessage ? [`Reason: ${details}`] : []),
  ]
}
