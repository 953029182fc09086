import { options } from './config.js'

const width = Math.max(...Object.values(options).map(({ flag }) => flag.length)) + 10

const rows = Object.values(options).map(({ flag, env, help, secret, boolean }) => {
  const left = secret ? `${flag}-file` : flag
  const name = `--${left}${boolean ? '' : secret ? ' FILE' : ' …'}`
  return `  ${name.padEnd(width + 6)}${secret ? `${env} or ${env}_FILE` : env}\n  ${''.padEnd(width + 6)}${help}`
})

export const help = `Usage: aceso-oracle [command] [options]

An oracle node: attests the results of a hospital's patients who asked for it.

Commands
  start                 runs the node (the default); with --operator it says at once what register prints
  register --operator   prints what OracleRegistry.registerKey takes to register the node's key
  jwks                  prints the key under which the hospital knows the node (also at /.well-known/jwks.json)

Options, and the environment variables for the same
${rows.join('\n')}

The chain is the clock: links and attestations are dated by the latest block of the RPC URL. The node's keys are
made at the first start and kept in the data folder, encrypted with the passphrase; back them up. When the node is
ready, it writes one line of JSON, {"event":"listening","url":…,"key":[…]}, and then its log. With ACESO_PARENT_WATCH=1 it stops when its
standard input ends.
`
