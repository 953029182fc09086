import { randomBytes } from 'node:crypto'
import { type KeyRegistration, keyRegistration, oracleDomain } from '@aceso/core'
import type { JSONWebKeySet } from 'jose'
import type { Address } from 'viem'
import { type OracleConfig, resolveConfig } from './config.js'
import { openNodeKeys } from './keys/nodeKeys.js'

/** What `OracleRegistry.registerKey` takes from `operator` to register this node's key. Makes the keys if there are none. */
export async function oracleKeyRegistration(config: OracleConfig, operator: Address): Promise<KeyRegistration> {
  const resolved = resolveConfig(config)
  const { oracle } = await openNodeKeys(resolved)
  return keyRegistration(oracle, oracleDomain(resolved.chainId, resolved.registry), operator, randomBytes(64))
}

/** The key with which the node authenticates at the hospital, to register it there before the node runs. */
export async function oracleClientKeys(
  config: Pick<OracleConfig, 'dataDir' | 'passphrase'>,
): Promise<JSONWebKeySet> {
  const { client } = await openNodeKeys(config)
  return { keys: [client.publicJwk] }
}
