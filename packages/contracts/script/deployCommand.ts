import { fileURLToPath } from 'node:url'
import { isLocalChain } from '@aceso/core'
import { type Address, getAddress, isAddress } from 'viem'
import { getChainId } from 'viem/actions'
import { checkDeployment } from './checkDeployment.js'
import {
  deployClient,
  deployerOf,
  type Environment,
  parseOptions,
  readClient,
  rpcUrlOf,
} from './commandLine.js'
import { CommandLineError } from './deploymentErrors.js'
import { writeDeployment } from './deploymentFile.js'
import { deployProtocol } from './deployProtocol.js'
import { describePlan } from './describePlan.js'
import { assertAccountsAllowed, assertKeysAllowed } from './developmentKeys.js'
import { describeFindings, isInOrder } from './Finding.js'
import { configOf, networkNames } from './networks/configOf.js'
import { accountVariables, governanceAccounts } from './networks/governanceAccounts.js'
import { everyRole } from './networks/local.js'
import type { NetworkConfig } from './networks/NetworkConfig.js'
import { planDeployment } from './planDeployment.js'
import { sourceNames, standardJson, writeStandardJson } from './standardJson.js'

const help = `Deploys the protocol: contracts at addresses that follow from their code, feeds, roles, and the handover to the
governor. Run again it skips what is done.

npm run deploy -- --network <name> [options]

  --network <name>      ${networkNames.join(', ')}
  --rpc <url>           JSON-RPC endpoint; RPC_URL_<chainId> otherwise
  --plan                prints addresses and roles, and sends nothing
  --deployer <address>  with --plan: who would deploy, in place of DEPLOYER_PRIVATE_KEY
  --start-block <n>     block of the access manager's creation, where the endpoint does not know
  --out <folder>        where <chainId>.json goes; deployments/ by default, and nowhere for a local chain
  --help

Environment:
  DEPLOYER_PRIVATE_KEY     pays, and is the access manager's admin until the roles are set
${Object.values(accountVariables)
  .map((variable) => `  ${variable}`)
  .join('\n')}
                           hold the roles (docs/roles.md) of a public network, and have no default;
                           on a local one the deployer holds them all`

const deployments = fileURLToPath(new URL('../../../deployments', import.meta.url))

/** `npm run deploy`; returns the exit code. */
export async function deployCommand(
  argv: readonly string[],
  environment: Environment,
  print: (line: string) => void,
): Promise<number> {
  const options = parseOptions(argv, ['network', 'rpc', 'deployer', 'start-block', 'out'], ['plan', 'help'])
  if (options.help) {
    print(help)
    return 0
  }
  if (!options.network) throw new CommandLineError('--network is missing.')
  const chainId = chainIdOf(options.network)
  const startBlock = startBlockOf(options['start-block'])
  if (options.plan) return plan(options.network, options, environment, print)
  if (options.deployer) throw new CommandLineError('--deployer goes with --plan only.')

  const rpcUrl = rpcUrlOf(chainId, options.rpc, environment)
  const client = deployClient(rpcUrl, environment)
  const config = await readConfig(options.network, client.account.address, environment, rpcUrl)
  print(`Deploying to ${config.name} (chain ${config.chainId}) from ${client.account.address}`)
  const folder = options.out ?? (isLocalChain(config.chainId) ? undefined : deployments)
  // Read before anything is sent: sources that the artifacts are not made from could not be verified afterwards.
  const names = sourceNames(planDeployment(config, client.account.address))
  const inputs = new Map(names.map((name) => [name, standardJson(name)]))
  const record = await deployProtocol(client, config, {
    onProgress: (line) => print(`· ${line}`),
    ...(startBlock === undefined ? {} : { startBlock }),
  })
  if (folder) {
    writeStandardJson(folder, config.chainId, inputs)
    print(
      `Written: ${writeDeployment(folder, record)}, and ${inputs.size} inputs for the verification of sources`,
    )
  }
  const findings = await checkDeployment(client, record)
  const differences = findings.filter((finding) => !isInOrder(finding))
  if (differences.length === 0) print(`Checked: ${findings.length} points, all as configured`)
  else for (const line of describeFindings(differences)) print(line)
  return differences.length === 0 ? 0 : 1
}

async function plan(
  network: string,
  { deployer, rpc }: { deployer?: string; rpc?: string },
  environment: Environment,
  print: (line: string) => void,
): Promise<number> {
  const account = deployer === undefined ? deployerOf(environment).address : addressOf(deployer)
  const config = await readConfig(network, account, environment, rpc)
  for (const line of describePlan(config, planDeployment(config, account), account)) print(line)
  try {
    assertKeysAllowed(config.chainId)
    assertAccountsAllowed(config.chainId, { deployer: account, ...config.accounts })
  } catch (error) {
    print(`\nIt would be refused: ${(error as Error).message}`)
  }
  return 0
}

/** Local chains have several ids, so the endpoint is asked; without one it is the usual. */
async function readConfig(
  network: string,
  deployer: Address,
  environment: Environment,
  rpcUrl: string | undefined,
): Promise<NetworkConfig> {
  if (network !== 'local') return configOf(network, governanceAccounts(environment))
  const accounts = everyRole(deployer)
  const chainId = rpcUrl === undefined ? undefined : await getChainId(readClient(rpcUrl))
  return configOf(network, accounts, chainId)
}

/** The accounts change nothing of it. */
function chainIdOf(network: string): number {
  return configOf(network, everyRole('0x0000000000000000000000000000000000000001')).chainId
}

function startBlockOf(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined
  if (!/^\d+$/.test(text)) throw new CommandLineError(`--start-block is not a whole number: ${text}`)
  return BigInt(text)
}

function addressOf(text: string): Address {
  if (!isAddress(text)) throw new CommandLineError(`--deployer is not an address: ${text}`)
  return getAddress(text)
}
