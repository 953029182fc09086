#!/usr/bin/env node
import { AcesoError } from '@aceso/core'
import { help, readConfig } from './config.js'
import { startRelayer } from './start.js'

if (process.argv.includes('--help')) {
  console.log(help)
  process.exit(0)
}

try {
  const relayer = await startRelayer(readConfig(process.env))
  const stop = () => void relayer.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  if (process.env.ACESO_PARENT_WATCH === '1') process.stdin.once('close', stop).resume()
} catch (error) {
  console.error(error instanceof AcesoError ? error.message : error)
  process.exit(1)
}
