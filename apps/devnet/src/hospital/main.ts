#!/usr/bin/env node
import { ConfigError, help, readConfig } from './config.js'
import { startHospital } from './server.js'

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  if (!config) {
    process.stdout.write(help)
    return
  }
  const hospital = await startHospital(config)
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    hospital.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (process.env.ACESO_PARENT_WATCH === '1') process.stdin.on('end', stop).on('error', stop).resume()
  const { issuer, fhirUrl, accounts } = hospital
  process.stdout.write(`${JSON.stringify({ event: 'listening', url: issuer, fhirUrl, accounts })}\n`)
}

main().catch((error: Error) => {
  const text = error instanceof ConfigError ? error.message : (error.stack ?? error.message)
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
})
