import { HOUR } from '@aceso/core'
import {
  type AcesoClient,
  chainTime,
  checkUpkeep,
  type Deployment,
  type GetPoolsReturnType,
  getPools,
  performUpkeep,
} from '@aceso/sdk'
import type { Logger } from 'pino'
import type { Address } from 'viem'

export type UpkeepParameters = {
  client: AcesoClient
  deployment: Deployment
  log: Logger
  /** Runs a task once the transactions before it are through. */
  inTurn<T>(task: () => Promise<T>): Promise<T>
}

/**
 * Does what is due in the pools of all products, one pool after another. A pool that fails keeps no other from its turn.
 * @returns whether anything changed
 */
export function createUpkeep({ client, deployment, log, inTurn }: UpkeepParameters): () => Promise<boolean> {
  let known: GetPoolsReturnType | undefined
  // Work can be reported that has no effect, such as a held claim whose payment fails. It costs gas all the same.
  const idleUntil = new Map<Address, bigint>()

  const keepUp = async (pool: Address): Promise<boolean> => {
    const now = await chainTime(client)
    if (now < (idleUntil.get(pool) ?? 0n)) return false
    const performData = await checkUpkeep(client, { deployment, pool })
    if (!performData) return false
    const { hash, gasUsed, hasChanged } = await inTurn(() =>
      performUpkeep(client, { deployment, performData }),
    )
    log.info(
      { event: 'upkeepPerformed', pool, hash, gasUsed: gasUsed.toString(), hasChanged },
      'upkeep performed',
    )
    if (!hasChanged) idleUntil.set(pool, now + HOUR)
    return hasChanged
  }

  return async () => {
    known = await getPools(client, { deployment, ...(known ? { known } : {}) })
    let changed = false
    const failures: unknown[] = []
    for (const pool of known.pools) {
      try {
        if (await keepUp(pool)) changed = true
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
    return changed
  }
}
