import { AcesoError, type Prover } from '@aceso/core'
import {
  type AcesoClient,
  BatchStillFillingError,
  type BookStore,
  chainTime,
  type Deployment,
  insertBatch,
  nextBatch,
  type PreparedClaim,
  type RelayerInfo,
  type SubmitClaimReturnType,
  simulateClaim,
  submitClaim,
} from '@aceso/sdk'
import type { Logger } from 'pino'
import { isAddressEqual } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { createUpkeep } from './upkeep.js'

export class ClaimForAnotherRelayerError extends AcesoError {
  constructor() {
    super('The claim names another relayer. Prepare it for this one, or submit it yourself.', {
      name: 'ClaimForAnotherRelayerError',
    })
  }
}

export class FeeTooLowError extends AcesoError {
  constructor(fee: bigint) {
    super(`This relayer submits claims for ${fee} asset units. Prepare the claim with that fee.`, {
      name: 'FeeTooLowError',
    })
  }
}

export type RelayParameters = {
  client: AcesoClient & { account: PrivateKeyAccount }
  deployment: Deployment
  prover: Prover
  store: BookStore
  fee: bigint
  log: Logger
}

export type Relay = {
  info: RelayerInfo & { chainId: number }
  log: Logger
  /** Submits a claim; resolves once it is paid or held. */
  submit(claim: PreparedClaim): Promise<SubmitClaimReturnType>
  /** Inserts the next batch if it is due; false when there was nothing to do. */
  insertDueBatch(): Promise<boolean>
  /** Does what is due in the pools; false when there was nothing to do. */
  performDueUpkeep(): Promise<boolean>
}

/** What the relayer does. Transactions go out one after another, so that nonces never clash. */
export function createRelay({ client, deployment, prover, store, fee, log }: RelayParameters): Relay {
  const { address } = client.account
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const turn = last.then(task, task)
    last = turn
    return turn
  }

  return {
    info: { address, fee, chainId: deployment.chainId },
    log,
    async submit(claim) {
      if (!isAddressEqual(claim.payment.relayer, address)) throw new ClaimForAnotherRelayerError()
      if (claim.payment.fee < fee) throw new FeeTooLowError(fee)
      await simulateClaim(client, { deployment, claim })
      const submitted = await inTurn(() => submitClaim(client, { deployment, claim }))
      const { status, hash, gasUsed } = submitted
      const event = status === 'paid' ? 'claimPaid' : 'claimHeld'
      log.info({ event, hash, gasUsed: gasUsed.toString() }, `claim ${status}`)
      return submitted
    },
    async insertDueBatch() {
      const { count, insertableAt } = await nextBatch(client, deployment)
      if (count === 0 || (await chainTime(client)) < insertableAt) return false
      try {
        const { batchIndex, hash, gasUsed } = await inTurn(() =>
          insertBatch(client, { deployment, prover, store }),
        )
        log.info(
          { event: 'batchInserted', batchIndex, count, hash, gasUsed: gasUsed.toString() },
          'batch inserted',
        )
        return true
      } catch (error) {
        if (error instanceof BatchStillFillingError) return false
        throw error
      }
    },
    performDueUpkeep: createUpkeep({ client, deployment, log, inTurn }),
  }
}
