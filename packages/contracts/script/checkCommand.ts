import { fileURLToPath } from 'node:url'
import { checkDeployment } from './checkDeployment.js'
import { type Environment, parseOptions, readClient, rpcUrlOf } from './commandLine.js'
import { CommandLineError } from './deploymentErrors.js'
import { deploymentFiles, readDeployment } from './deploymentFile.js'
import { describeFindings, isInOrder } from './Finding.js'

const help = `Checks deployments against the chain: addresses recomputed from artifacts and arguments, code, wiring, feeds, roles
and delays.

npm run deployments:check [-- options]

  --file <path>     one file; every deployments/<chainId>.json by default
  --rpc <url>       JSON-RPC endpoint for --file; RPC_URL_<chainId> otherwise
  --help`

/** `npm run deployments:check`; returns the exit code. */
export async function checkCommand(
  argv: readonly string[],
  environment: Environment,
  print: (line: string) => void,
  folder: string = fileURLToPath(new URL('../../../deployments', import.meta.url)),
): Promise<number> {
  const options = parseOptions(argv, ['file', 'rpc'], ['help'])
  if (options.help) {
    print(help)
    return 0
  }
  if (options.rpc && !options.file) throw new CommandLineError('--rpc goes with --file only.')
  const files = options.file ? [options.file] : deploymentFiles(folder)
  if (files.length === 0) {
    print('Nothing to check: there is no deployments/<chainId>.json.')
    return 0
  }
  let differences = 0
  for (const file of files) {
    const record = readDeployment(file)
    print(`${record.network}, chain ${record.chainId} (${file})`)
    const client = readClient(rpcUrlOf(record.chainId, options.rpc, environment))
    const findings = await checkDeployment(client, record)
    for (const line of describeFindings(findings)) print(line)
    differences += findings.filter((finding) => !isInOrder(finding)).length
  }
  print(differences === 0 ? '\nAll as configured.' : `\nDifferences: ${differences}`)
  return differences === 0 ? 0 : 1
}
