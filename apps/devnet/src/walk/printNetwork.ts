import { relative } from 'node:path'
import type { Network } from '../network/startNetwork.js'
import type { Printer } from './printer.js'

/** Where everything of a running network is, and what to do with it. */
export function printNetwork({ chain, hospital, oracles, relayer, folder }: Network, print: Printer): void {
  const [first, ...others] = oracles.map(({ url }) => url)
  const ports = others.map((url) => new URL(url).port)
  const inside = relative(process.cwd(), folder)
  print.line('\nThe network stays up until Ctrl-C; the next start goes on from here.\n')
  for (const [name, text] of [
    ['Chain 31337', chain.url],
    ['Hospital', `${hospital.url}/fhir/R4`],
    [`${oracles.length} oracle nodes`, [first, ...ports].join(' ')],
    ['Relayer', relayer.url],
    ['Data, logs', inside.startsWith('..') ? folder : inside],
  ] as const) {
    print.line(`  ${name.padEnd(16)}${text}`)
  }
  print.line('\nNext\n')
  for (const [name, text] of [
    [`curl ${relayer.url}/openapi.json`, ''],
    ['npm start -- --help', 'the hospital from your own FHIR records, other ports, anew'],
    ['docs/architecture.md', 'what has happened here, and who trusts whom'],
    ['apps/devnet/src/walk/walk.ts', 'the walk above, with the SDK'],
  ] as const) {
    print.line(`  ${name.padEnd(30)}${text}`.trimEnd())
  }
}
