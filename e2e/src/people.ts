import type { Prover } from '@aceso/core'
import {
  laboratoryTests,
  type Network,
  recordResource,
  resultResources,
  SANDBOX_PASSWORD,
  sandboxPatients,
  signInAtPortal,
} from '@aceso/devnet'
import { acesoActions, linkNonceOf } from '@aceso/sdk'
import {
  createTestClient,
  createWalletClient,
  http,
  keccak256,
  parseEther,
  parseUnits,
  publicActions,
  stringToHex,
  walletActions,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

const mintAbi = [
  {
    type: 'function',
    name: 'mint',
    stateMutability: 'nonpayable',
    inputs: [
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    outputs: [],
  },
] as const

/** The local chain with its controls: clock, snapshots, balances. */
export function chainOf({ chain }: Network) {
  return createTestClient({ mode: 'anvil', transport: http(chain.url), pollingInterval: 50 })
    .extend(publicActions)
    .extend(walletActions)
}

/** Moves the chain's clock to `timestamp`, unix seconds. */
export async function warpTo(network: Network, timestamp: bigint): Promise<void> {
  const chain = chainOf(network)
  await chain.setNextBlockTimestamp({ timestamp })
  await chain.mine({ blocks: 1 })
}

export async function timeOf(network: Network): Promise<bigint> {
  return (await chainOf(network).getBlock()).timestamp
}

export type Person = Awaited<ReturnType<typeof person>>

/** Somebody with a funded wallet of their own, by a name that makes it the same in every run. */
export async function person(network: Network, prover: Prover, name: string) {
  const account = privateKeyToAccount(keccak256(stringToHex(`e2e ${name}`)))
  const {
    deployment,
    oracles,
    chain: { url },
  } = network
  const chain = chainOf(network)
  await chain.setBalance({ address: account.address, value: parseEther('10') })
  const wallet = createWalletClient({ account, transport: http(url), pollingInterval: 50 })
  await chain.waitForTransactionReceipt({
    hash: await wallet.writeContract({
      address: deployment.asset,
      abi: mintAbi,
      functionName: 'mint',
      args: [account.address, parseUnits('1000000', 6)],
      chain: null,
    }),
  })
  const client = wallet.extend(
    acesoActions({ deployment, oracles: oracles.map((oracle) => oracle.url), prover }),
  )
  return { client, address: account.address, secret: await client.deriveSecret() }
}

/** Signs in at the hospital as one of its patients; the ID token links the person's subject. */
export async function signIn({ hospital }: Network, { secret }: Person, patient: string): Promise<string> {
  const found = sandboxPatients.find((other) => other.patient === patient)
  if (!found) throw new Error(`there is no patient ${patient}`)
  return signInAtPortal({
    issuer: hospital.url,
    username: found.username,
    password: SANDBOX_PASSWORD,
    nonce: linkNonceOf({ secret, committeeId: COMMITTEE }),
  })
}

/** The laboratory records an HbA1c, in percent, observed at `at`. */
export async function recordHba1c(
  { hospital }: Network,
  patient: string,
  value: number,
  at: bigint,
): Promise<void> {
  const time = new Date(Number(at) * 1000).toISOString()
  const result = { test: laboratoryTests.hba1c, at: time, value }
  for (const resource of resultResources(patient, result, Number(at))) {
    await recordResource(hospital.laboratory, resource)
  }
}

/** The committee of the local network. */
export const COMMITTEE = 1

/** The diabetes product of the local network. */
export const DIABETES = 1n

/** The same for buyers who show a normal result first. */
export const DIABETES_UNDERWRITTEN = 5n
