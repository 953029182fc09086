import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { BackendClient } from './clients.js'
import { recordsContent, sandboxContent } from './content.js'
import type { HospitalConfig } from './server.js'

export const help = `Usage: hospital [options]

The sandbox hospital: a FHIR R4 server with SMART Backend Services and an OpenID portal for patients.

  --data-dir DIR        journal and signing key               ACESO_HOSPITAL_DATA_DIR (required)
  --host HOST           address to listen on                  ACESO_HOSPITAL_HOST (127.0.0.1)
  --port PORT           port, 0 for a free one                ACESO_HOSPITAL_PORT (0)
  --issuer URL          address as others reach it            ACESO_HOSPITAL_ISSUER (where it listens)
  --clients FILE        backend services, a JSON array of     ACESO_HOSPITAL_CLIENTS
                        {clientId, scope, jwksUri | jwks};
                        read again at every token request
  --redirect-uri URL    where the app may return; repeatable  ACESO_HOSPITAL_REDIRECT_URIS (loopback)
  --records DIR         FHIR Bundles instead of the built-in  ACESO_HOSPITAL_RECORDS
                        patients
  --hold-back ID@DATE   leaves out this patient's records     ACESO_HOSPITAL_HOLD_BACK
                        from the date on; repeatable
  --help

Environment variables that take several values separate them by commas. With ACESO_PARENT_WATCH=1 the hospital
stops when its standard input ends. When it is ready it writes one line of JSON:
{"event":"listening","url":…,"fhirUrl":…,"accounts":[…]}.
`

export class ConfigError extends Error {
  override name = 'ConfigError'
}

const keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })

const clientSchema = z.union([
  z.strictObject({ clientId: z.string().min(1), scope: z.string().min(1), jwksUri: z.url() }),
  z.strictObject({ clientId: z.string().min(1), scope: z.string().min(1), jwks: keys }),
])

const holdBackSchema = z
  .string()
  .regex(/^[^@]+@.+$/, 'must be ID@DATE')
  .transform((text, context) => {
    const [patient = '', date = ''] = text.split('@')
    const from = new Date(date)
    if (Number.isNaN(from.getTime())) context.addIssue(`"${date}" is no date`)
    return { patient, from }
  })

const schema = z.object({
  dataDir: z.string({ error: 'is required' }).min(1),
  host: z.string().default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65535).default(0),
  issuer: z.url().optional(),
  clients: z.string().optional(),
  redirectUri: z.array(z.url()).optional(),
  records: z.string().optional(),
  holdBack: z.array(holdBackSchema).default([]),
})

/** Configuration from flags, then environment. `undefined` when help was asked for. */
export function readConfig(args: string[], env: NodeJS.ProcessEnv): HospitalConfig | undefined {
  const flags = readFlags(args)
  if (flags.help) return undefined
  const list = (text: string | undefined) => text?.split(',').filter(Boolean)
  const parsed = schema.safeParse({
    dataDir: flags['data-dir'] ?? env.ACESO_HOSPITAL_DATA_DIR,
    host: flags.host ?? env.ACESO_HOSPITAL_HOST,
    port: flags.port ?? env.ACESO_HOSPITAL_PORT,
    issuer: flags.issuer ?? env.ACESO_HOSPITAL_ISSUER,
    clients: flags.clients ?? env.ACESO_HOSPITAL_CLIENTS,
    redirectUri: flags['redirect-uri'] ?? list(env.ACESO_HOSPITAL_REDIRECT_URIS),
    records: flags.records ?? env.ACESO_HOSPITAL_RECORDS,
    holdBack: flags['hold-back'] ?? list(env.ACESO_HOSPITAL_HOLD_BACK),
  })
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
    throw new ConfigError(`The configuration isn't complete:\n${issues.join('\n')}`)
  }
  const { clients, redirectUri, records, holdBack, issuer, ...rest } = parsed.data
  const warn = (problem: object) =>
    process.stderr.write(`${JSON.stringify({ event: 'skipped', ...problem })}\n`)
  return {
    ...rest,
    ...(issuer ? { issuer } : {}),
    ...(redirectUri ? { redirectUris: redirectUri } : {}),
    clients: clients ? () => readClients(clients) : [],
    content: records ? recordsContent(records, holdBack, warn) : sandboxContent(),
  }
}

function readFlags(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        'data-dir': { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        issuer: { type: 'string' },
        clients: { type: 'string' },
        'redirect-uri': { type: 'string', multiple: true },
        records: { type: 'string' },
        'hold-back': { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new ConfigError(`${(error as Error).message} See --help.`)
  }
}

function readClients(path: string): BackendClient[] {
  const parsed = z.array(clientSchema).safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new ConfigError(`${path} doesn't hold clients: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
