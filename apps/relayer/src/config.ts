import { readFileSync } from 'node:fs'
import { AcesoError, isDevelopmentAccount, isLocalChain } from '@aceso/core'
import type { Deployment } from '@aceso/sdk'
import { type Hex, isAddress, isHex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { z } from 'zod'

const address = z.custom<`0x${string}`>(
  (value) => typeof value === 'string' && isAddress(value),
  'not an address',
)
const decimal = z.string().regex(/^\d{1,30}$/, 'not a whole number')

const deploymentSchema = z.object({
  chainId: z.number().int().positive(),
  startBlock: z.union([decimal, z.number().int().nonnegative()]).transform(BigInt),
  productCatalog: address,
  coverDesk: address,
  claimDesk: address,
  oracleRegistry: address,
  attestationTrigger: address,
  upkeep: address,
})

const environmentSchema = z.object({
  ACESO_RPC_URL: z.url(),
  ACESO_DEPLOYMENT: z.string().min(1),
  ACESO_RELAYER_KEY: z.custom<Hex>(isPrivateKey, 'not a private key of 32 bytes'),
  ACESO_RELAYER_FEE: decimal.default('0').transform(BigInt),
  ACESO_HOST: z.string().default('127.0.0.1'),
  ACESO_PORT: z.coerce.number().int().min(0).max(65535).default(8650),
  ACESO_POLL_SECONDS: z.coerce.number().positive().default(2),
  ACESO_DATA_DIR: z.string().min(1).optional(),
})

export type RelayerConfig = {
  rpcUrl: string
  deployment: Deployment
  key: Hex
  /** Asset units per claim. */
  fee: bigint
  host: string
  /** 0: a free one. */
  port: number
  pollSeconds: number
  /** Where what was read of the book is kept; without one as long as the program runs. */
  dataDir?: string
}

export class RelayerConfigError extends AcesoError {
  constructor(problems: string[]) {
    super('The relayer is not configured right.', {
      name: 'RelayerConfigError',
      metaMessages: [...problems, 'See --help.'],
    })
  }
}

export const help = `aceso-relayer: inserts queued policies into the book, submits claims for a fee and does the upkeep of
every pool: lets expired policies go, settles exits, pays held claims.

Environment:
  ACESO_RPC_URL        JSON-RPC endpoint of the chain
  ACESO_DEPLOYMENT     path of deployments/<chainId>.json
  ACESO_RELAYER_KEY    private key that pays the gas, 0x and 64 hex digits
  ACESO_RELAYER_FEE    fee per claim in units of the pool's asset (default 0)
  ACESO_HOST           address to listen on (default 127.0.0.1)
  ACESO_PORT           port to listen on, 0 for a free one (default 8650)
  ACESO_POLL_SECONDS   pause between two looks at queue and pools (default 2)
  ACESO_DATA_DIR       folder in which it keeps what it has read of the book, so that a restart reads new blocks only
  ACESO_PARENT_WATCH   1: exit when standard input closes`

/** Reads the configuration; throws `RelayerConfigError`. Development keys are refused on public networks. */
export function readConfig(environment: NodeJS.ProcessEnv): RelayerConfig {
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) throw new RelayerConfigError(problemsOf(parsed.error))
  const { ACESO_DEPLOYMENT: path, ACESO_RELAYER_KEY: key } = parsed.data
  const deployment = readDeployment(path)
  if (!isLocalChain(deployment.chainId) && isDevelopmentAccount(privateKeyToAddress(key))) {
    throw new RelayerConfigError(['- ACESO_RELAYER_KEY is a development key, known to everybody.'])
  }
  return {
    rpcUrl: parsed.data.ACESO_RPC_URL,
    deployment,
    key,
    fee: parsed.data.ACESO_RELAYER_FEE,
    host: parsed.data.ACESO_HOST,
    port: parsed.data.ACESO_PORT,
    pollSeconds: parsed.data.ACESO_POLL_SECONDS,
    ...(parsed.data.ACESO_DATA_DIR && { dataDir: parsed.data.ACESO_DATA_DIR }),
  }
}

function isPrivateKey(value: unknown): boolean {
  if (!isHex(value) || value.length !== 66) return false
  try {
    privateKeyToAddress(value)
    return true
  } catch {
    return false
  }
}

function readDeployment(path: string): Deployment {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new RelayerConfigError([
      `- ACESO_DEPLOYMENT: ${error instanceof Error ? error.message : 'unreadable'}`,
    ])
  }
  const parsed = deploymentSchema.safeParse(content)
  if (!parsed.success) throw new RelayerConfigError(problemsOf(parsed.error))
  return parsed.data
}

function problemsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `- ${path.join('.')}: ${message}`)
}
