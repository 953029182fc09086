import { AcesoError } from '@aceso/core'
import type { Address, Hex } from 'viem'

export class ArtifactMissingError extends AcesoError {
  constructor(contract: string) {
    super(`${contract} has not been compiled. Run npm run build.`, { name: 'ArtifactMissingError' })
  }
}

export class LibraryMissingError extends AcesoError {
  constructor(contract: string, library: string) {
    super(`${contract} calls ${library}, whose address is not given.`, { name: 'LibraryMissingError' })
  }
}

export class NetworkUnknownError extends AcesoError {
  constructor(name: string, known: readonly string[]) {
    super(`There is no network called ${JSON.stringify(name)}. Known are ${known.join(', ')}.`, {
      name: 'NetworkUnknownError',
    })
  }
}

export class AccountMissingError extends AcesoError {
  constructor(variable: string) {
    super(`${variable} is not set. It names an account that is to hold a role; there is no default.`, {
      name: 'AccountMissingError',
    })
  }
}

export class AccountInvalidError extends AcesoError {
  constructor(variable: string, value: string) {
    super(`${variable} is not the address of an account: ${JSON.stringify(value)}.`, {
      name: 'AccountInvalidError',
    })
  }
}

/** Whoever reads the development phrase owns such an account. */
export class DevelopmentAccountError extends AcesoError {
  constructor(use: string, address: Address, chainId: number) {
    super(`${address} is a development account, whose key everybody knows. It is refused as ${use}.`, {
      name: 'DevelopmentAccountError',
      metaMessages: [`Chain: ${chainId}`],
    })
  }
}

export class ChainMismatchError extends AcesoError {
  constructor(network: string, expected: number, actual: number) {
    super(`The endpoint serves chain ${actual}, and ${network} is chain ${expected}.`, {
      name: 'ChainMismatchError',
    })
  }
}

export class Create2ProxyMissingError extends AcesoError {
  constructor(proxy: Address, chainId: number) {
    super(
      `Chain ${chainId} has no deterministic-deployment proxy at ${proxy}. Its presigned transaction has to be sent first.`,
      { name: 'Create2ProxyMissingError' },
    )
  }
}

export class AssetWithoutCodeError extends AcesoError {
  constructor(what: string, address: Address) {
    super(`There is no contract at ${address}, which the configuration gives for ${what}.`, {
      name: 'AssetWithoutCodeError',
    })
  }
}

export class FeedMismatchError extends AcesoError {
  constructor(aggregator: Address, expected: string, actual: string) {
    super(
      `The feed at ${aggregator} calls itself ${JSON.stringify(actual)}; the configuration expects ${JSON.stringify(expected)}.`,
      { name: 'FeedMismatchError' },
    )
  }
}

export class ProbeMissingError extends AcesoError {
  constructor(pool: string, asset: Address, account: Address, needed: bigint, held: bigint) {
    super(
      `${pool} needs ${needed} units of its asset before it is created, and the deploying account holds ${held}.`,
      { name: 'ProbeMissingError', metaMessages: [`Asset: ${asset}`, `Deploying account: ${account}`] },
    )
  }
}

export class DeploymentFailedError extends AcesoError {
  constructor(step: string, cause?: Error) {
    super(`${step} failed. What was done before it stays; run the same command again to go on.`, {
      name: 'DeploymentFailedError',
      ...(cause ? { cause } : {}),
    })
  }
}

export class StartBlockUnknownError extends AcesoError {
  constructor(contract: Address, cause: Error) {
    super(
      `The endpoint cannot say when ${contract} was created. Give its block with --start-block, or use an archive node.`,
      { name: 'StartBlockUnknownError', cause },
    )
  }
}

/** A call that the deploying account may not make any more. */
export type NeededCall = { what: string; target: Address; data: Hex }

export class GovernanceNeededError extends AcesoError {
  readonly calls: readonly NeededCall[]
  constructor(calls: readonly NeededCall[]) {
    super('Something is left to set, and the deploying account may not. Governance has to schedule it.', {
      name: 'GovernanceNeededError',
      metaMessages: calls.map(({ what, target, data }) => `${what}: call ${target} with ${data}`),
    })
    this.calls = calls
  }
}

export class DeploymentFileError extends AcesoError {
  constructor(path: string, reason: string) {
    super(`${path} is not a deployment's file: ${reason}.`, { name: 'DeploymentFileError' })
  }
}

export class SourceChangedError extends AcesoError {
  constructor(contract: string, source: string) {
    super(`${contract} was compiled from another version of ${source}. Run npm run build.`, {
      name: 'SourceChangedError',
    })
  }
}

export class CommandLineError extends AcesoError {
  constructor(problem: string) {
    super(problem, { name: 'CommandLineError', metaMessages: ['See --help.'] })
  }
}
