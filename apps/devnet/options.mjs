// The options of `npm start`. Plain JavaScript: scripts/start.mjs reads them before anything is installed or built.
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const help = `Usage: npm start -- [options]

Starts a local Aceso network (a chain, a hospital, six oracle nodes and a
relayer), walks one policy from purchase to payout, then leaves the network
running until Ctrl-C. Installs and builds what is missing first.

  --once          stop after the walk
  --records DIR   fill the hospital from a folder of FHIR R4 Bundles (JSON, as
                  Synthea writes them) and walk with a patient whose record
                  triggers a product; always a network begun anew
  --port N        first of nine consecutive ports (default: free ones); always
                  a network begun anew
  --data DIR      where the network keeps its data (default: .devnet/local;
                  with --records .devnet/records)
  --fresh         begin anew instead of going on from the last start's data
  --help          this text
`

/** Options that can't be. */
export class OptionError extends Error {}

/** @param {readonly string[]} args */
export function readOptions(args) {
  const { once = false, fresh = false, help = false, ...values } = parse(args)
  const options = { once, fresh, help }
  if (values.records !== undefined) {
    const records = resolve(values.records)
    if (!statSync(records, { throwIfNoEntry: false })?.isDirectory()) {
      throw new OptionError(`--records: there is no folder ${records}.`)
    }
    options.records = records
  }
  if (values.port !== undefined) {
    options.port = Number(values.port)
    if (!/^\d+$/.test(values.port) || options.port < 1 || options.port > 65_535 - 8) {
      throw new OptionError(`--port: ${values.port} is not a port from 1 to 65527.`)
    }
  }
  if (values.data !== undefined) options.data = resolve(values.data)
  return options
}

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        once: { type: 'boolean' },
        records: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        fresh: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new OptionError(error.message)
  }
}
