import { randomBytes } from 'node:crypto'
import { type KeyRegistration, keyRegistration, oracleDomain } from '@aceso/core'
import type { JSONWebKeySet } from 'jose'
import type { Address } from 'viem'
import { keyFileSchema, type OracleConfig, registrationSchema, resolveConfig } from './config.js'
import { type NodeKeys, openNodeKeys } from './keys/nodeKeys.js'

/** What `OracleRegistry.registerKey` takes from `operator` to register this node's key. Makes the keys if there are none. */
export async function oracleKeyRegistration(
  config: Pick<OracleConfig, 'dataDir' | 'passphrase' | 'chainId' | 'registry'>,
  operator: Address,
): Promise<KeyRegistration> {
  const { chainId, registry, ...keyFile } = resolveConfig(registrationSchema, config)
  return registrationOf(await openNodeKeys(keyFile), oracleDomain(chainId, registry), operator)
}

export function registrationOf({ oracle }: NodeKeys, domain: bigint, operator: Address): KeyRegistration {
  return keyRegistration(oracle, domain, operator, randomBytes(64))
}

/** The key with which the node authenticates at the hospital, to register it there before the node runs. */
export async function oracleClientKeys(
  config: Pick<OracleConfig, 'dataDir' | 'passphrase'>,
): Promise<JSONWebKeySet> {
  const { client } = await openNodeKeys(resolveConfig(keyFileSchema, config))
  return { keys: [client.publicJwk] }
}
