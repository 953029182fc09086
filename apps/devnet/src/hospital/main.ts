#!/usr/bin/env node
import { stopWithParent } from '../process/parent.js'
import { ConfigError, help, readConfig } from './config.js'
import { startHospital } from './server.js'

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  if (!config) {
    process.stdout.write(help)
    return
  }
  const hospital = await startHospital(config)
  stopWithParent(hospital.close)
  const { issuer, fhirUrl, accounts } = hospital
  process.stdout.write(`${JSON.stringify({ event: 'listening', url: issuer, fhirUrl, accounts })}\n`)
}

main().catch((error: Error) => {
  const text = error instanceof ConfigError ? error.message : (error.stack ?? error.message)
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
})
