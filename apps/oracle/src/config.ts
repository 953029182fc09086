import { readFileSync } from 'node:fs'
import { type Address, isAddress } from 'viem'
import { z } from 'zod'
import { StartError } from './errors.js'

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const flag = z.union([
  z.boolean(),
  z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true'),
])

const fields = z.object({
  name: z.string().min(1).max(100).default('Aceso oracle'),
  dataDir: z.string({ error: 'is required' }).min(1),
  passphrase: z.string({ error: 'is required' }).min(8, 'must have at least 8 characters'),
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65535).default(8460),
  rpcUrl: z.url({ error: 'must be a URL', protocol: /^https?$/ }),
  chainId: z.coerce.number({ error: 'must be a number' }).int().positive(),
  registry: z.custom<Address>((text) => typeof text === 'string' && isAddress(text), 'must be an address'),
  committeeId: z.coerce.number({ error: 'must be a number' }).int().positive(),
  hospitalIssuer: z.url({ error: 'must be a URL', protocol: /^https?$/ }),
  fhirUrl: z.url({ error: 'must be a URL', protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, '')),
  fhirOwnUrl: z
    .url({ error: 'must be a URL', protocol: /^https?$/ })
    .transform((url) => url.replace(/\/$/, ''))
    .optional(),
  clientId: z.string({ error: 'is required' }).min(1),
  audience: z.string().min(1).default('aceso'),
  committeeSecret: z
    .string({ error: 'is required' })
    .regex(/^(0x)?[0-9a-fA-F]{64}$/, 'must be 32 bytes in hex'),
  databaseUrl: z.url({ error: 'must be a URL', protocol: /^postgres(ql)?$/ }).optional(),
  allowHttp: flag.default(false),
  trustProxy: flag.default(false),
  requestsPerMinute: z.coerce.number().int().positive().default(120),
  logLevel: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

/** Everything a node needs to know. Programs pass it to `startOracle`; the command reads it from flags and environment. */
export const configSchema = fields.superRefine((config, context) => {
  for (const name of ['hospitalIssuer', 'fhirUrl'] as const) {
    if (!URL.canParse(config[name])) continue
    const { protocol, hostname } = new URL(config[name])
    if (protocol === 'https:' || config.allowHttp || loopback.test(hostname)) continue
    context.addIssue({ code: 'custom', path: [name], message: 'must use https (or allow http explicitly)' })
  }
})

/** What it takes to open the keys. */
export const keyFileSchema = fields.pick({ dataDir: true, passphrase: true })

/** What it takes to register the key: the registration is for one network's registry. */
export const registrationSchema = fields.pick({
  dataDir: true,
  passphrase: true,
  chainId: true,
  registry: true,
})

export type OracleConfig = z.input<typeof configSchema>
export type ResolvedConfig = z.output<typeof configSchema>

type Option = { flag: string; env: string; help: string; secret?: true; boolean?: true }

/** Flags and variables of the command. A secret has no flag of its own, since flags show in process lists. */
export const options: Record<keyof ResolvedConfig, Option> = {
  name: { flag: 'name', env: 'ACESO_ORACLE_NAME', help: 'name of the node in /v1/info (Aceso oracle)' },
  dataDir: { flag: 'data-dir', env: 'ACESO_ORACLE_DATA_DIR', help: 'folder of keys and database' },
  passphrase: { flag: 'passphrase', env: 'ACESO_ORACLE_PASSPHRASE', help: 'encrypts the keys', secret: true },
  host: { flag: 'host', env: 'ACESO_ORACLE_HOST', help: 'address to listen on (127.0.0.1)' },
  port: { flag: 'port', env: 'ACESO_ORACLE_PORT', help: 'port, 0 for a free one (8460)' },
  rpcUrl: { flag: 'rpc-url', env: 'ACESO_ORACLE_RPC_URL', help: 'JSON-RPC of the chain, which is the clock' },
  chainId: { flag: 'chain-id', env: 'ACESO_ORACLE_CHAIN_ID', help: 'id of the chain' },
  registry: { flag: 'registry', env: 'ACESO_ORACLE_REGISTRY', help: 'address of OracleRegistry' },
  committeeId: {
    flag: 'committee-id',
    env: 'ACESO_ORACLE_COMMITTEE_ID',
    help: 'number of the committee that the node serves',
  },
  hospitalIssuer: {
    flag: 'hospital-issuer',
    env: 'ACESO_ORACLE_HOSPITAL_ISSUER',
    help: "the hospital's OpenID issuer",
  },
  fhirUrl: { flag: 'fhir-url', env: 'ACESO_ORACLE_FHIR_URL', help: "base of the hospital's FHIR R4 API" },
  fhirOwnUrl: {
    flag: 'fhir-own-url',
    env: 'ACESO_ORACLE_FHIR_OWN_URL',
    help: 'base that the FHIR server gives itself in links and references, where it is another',
  },
  clientId: { flag: 'client-id', env: 'ACESO_ORACLE_CLIENT_ID', help: 'client id at the hospital' },
  audience: {
    flag: 'audience',
    env: 'ACESO_ORACLE_AUDIENCE',
    help: "client id of the patients' app (aceso)",
  },
  committeeSecret: {
    flag: 'committee-secret',
    env: 'ACESO_ORACLE_COMMITTEE_SECRET',
    help: '32 bytes in hex, the same at every node of the committee',
    secret: true,
  },
  databaseUrl: {
    flag: 'database-url',
    env: 'DATABASE_URL',
    help: 'PostgreSQL instead of the embedded database',
  },
  allowHttp: {
    flag: 'allow-http',
    env: 'ACESO_ORACLE_ALLOW_HTTP',
    help: 'reach the hospital without TLS beyond loopback',
    boolean: true,
  },
  trustProxy: {
    flag: 'trust-proxy',
    env: 'ACESO_ORACLE_TRUST_PROXY',
    help: 'take client addresses from X-Forwarded-For',
    boolean: true,
  },
  requestsPerMinute: {
    flag: 'requests-per-minute',
    env: 'ACESO_ORACLE_REQUESTS_PER_MINUTE',
    help: 'limit per client address and per subject (120)',
  },
  logLevel: {
    flag: 'log-level',
    env: 'ACESO_ORACLE_LOG_LEVEL',
    help: 'silent, error, warn, info or debug (info)',
  },
}

/** Checks a configuration; throws `StartError` that names everything wrong with it. */
export function resolveConfig<Schema extends z.ZodType>(schema: Schema, config: unknown): z.output<Schema> {
  const parsed = schema.safeParse(config)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(({ path, message }) => {
    const option = options[path[0] as keyof ResolvedConfig] as Option | undefined
    return `  ${String(path[0])} (${option?.env}) ${message}`
  })
  throw new StartError(`The configuration is not complete:\n${lines.join('\n')}`)
}

/** Configuration from flags, which win, and environment variables; `VARIABLE_FILE` names a file with a secret. */
export function configFrom(flags: Record<string, unknown>, env: NodeJS.ProcessEnv): Record<string, unknown> {
  const read = ({ flag, env: variable, secret }: Option) => {
    if (!secret) return flags[flag] ?? (env[variable] || undefined)
    const file = flags[`${flag}-file`] ?? env[`${variable}_FILE`]
    return typeof file === 'string' ? readSecret(file) : env[variable] || undefined
  }
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, read(option)]))
}

function readSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new StartError(`The secret file ${file} can't be read.`, cause as Error)
  }
}
