import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { batchCount, DAY, leafHash, leafOf } from '@aceso/core'
import { createProver } from '@aceso/prover'
import { relayerInfo, syncBook } from '@aceso/sdk'
import { poseidon1 } from 'poseidon-lite'
import { type Address, type Hex, hexToBytes, keccak256, numberToHex, stringToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { COMMITTEE, chainOf, DIABETES, person, recordHba1c, signIn, timeOf, warpTo } from '../src/people.js'
import { type ScratchNetwork, scratchNetwork } from '../src/scratch.js'

/** A result that appears nowhere but in the hospital: 7.3719 % of patient `amara`. */
const VALUE = 7.3719
const FIXED_POINT = 73_719n
const CODE = '4548-4'

const prover = createProver()
let network: ScratchNetwork
let observedAt: bigint
/** What the chain shows of purchase and claim. */
let onChain: (bigint | Address)[]

beforeAll(async () => {
  network = await scratchNetwork()
  const provider = await person(network, prover, 'provider')
  const holder = await person(network, prover, 'holder')
  await provider.client.deposit({ pool: network.deployment.pool, assets: 500_000_000_000n })
  const { client, secret } = holder
  await client.linkRecord({ secret, committeeId: COMMITTEE, idToken: await signIn(network, holder, 'amara') })
  const { policy } = await client.buyCover({ secret, productId: DIABETES, units: 1n, weeks: 20n })
  observedAt = (await timeOf(network)) + 40n * DAY + 12_345n
  await warpTo(network, observedAt + DAY)
  await recordHba1c(network, 'amara', VALUE, observedAt)
  const attested = await client.collectAttestations({ secret, policy })
  const relayer = await relayerInfo(network.relayer.url)
  await vi.waitFor(
    async () =>
      expect(batchCount((await syncBook(client, network.deployment)).book)).toBeGreaterThan(
        policy.batchIndex,
      ),
    { timeout: 90_000, interval: 250 },
  )
  const recipient = '0x00000000000000000000000000000000000ACE50'
  const claim = await client.prepareClaim({ secret, policy, ...attested, claimAt: 'now', recipient, relayer })
  await client.relayClaim({ relayer: network.relayer.url, claim })
  const { nullifier, observationNullifier } = claim.claim
  const leaf = leafHash(leafOf(policy))
  onChain = [holder.address, recipient, policy.commitment, leaf, nullifier, observationNullifier]
})

afterAll(async () => {
  await network?.end()
  await prover.close()
})

/** Everything of the record that must stay at the hospital, as text. */
function canaries(): string[] {
  const time = new Date(Number(observedAt) * 1000).toISOString()
  return [
    'Amara',
    'Sandbox',
    'Patient/amara',
    'S-amara',
    `ACC-amara-${observedAt}`,
    `RES-amara-${observedAt}`,
    CODE,
    String(VALUE),
    FIXED_POINT.toString(),
    time,
    time.slice(0, 10),
    observedAt.toString(),
    '1978-03-14',
  ]
}

/** Numbers of the record as the chain would hold them. */
function words(): Uint8Array[] {
  const padded = (value: bigint, size: number) => hexToBytes(numberToHex(value, { size }))
  return [padded(FIXED_POINT, 32), padded(FIXED_POINT, 8), padded(observedAt, 32), padded(observedAt, 5)]
}

/** Hashes that anybody could make of the record and compare. */
function unsaltedHashes(): Uint8Array[] {
  const texts = [...canaries(), 'amara', 'patient/amara']
  const ofText = texts.flatMap((text) => [
    hexToBytes(keccak256(stringToHex(text))),
    new Uint8Array(createHash('sha256').update(text).digest()),
  ])
  const ofNumbers = [FIXED_POINT, observedAt].flatMap((value) => [
    hexToBytes(keccak256(numberToHex(value, { size: 32 }))),
    hexToBytes(numberToHex(poseidon1([value]), { size: 32 })),
  ])
  return [...ofText, ...ofNumbers]
}

function found(haystack: Buffer, needles: readonly (string | Uint8Array)[]): string[] {
  return needles
    .filter((needle) => haystack.includes(typeof needle === 'string' ? needle : Buffer.from(needle)))
    .map((needle) => (typeof needle === 'string' ? needle : Buffer.from(needle).toString('hex')))
}

/** All bytes of the chain: calldata, events and storage, as bytes and not as hex. */
async function chainBytes(): Promise<Buffer> {
  const chain = chainOf(network)
  const parts: string[] = []
  const latest = await chain.getBlockNumber()
  for (let number = 0n; number <= latest; number++) {
    const block = await chain.getBlock({ blockNumber: number, includeTransactions: true })
    for (const transaction of block.transactions) parts.push(transaction.input)
  }
  for (const log of await chain.getLogs({ fromBlock: 0n })) parts.push(...log.topics, log.data)
  const state = JSON.parse(gunzipSync(hexToBytes(await chain.dumpState())).toString()) as {
    accounts: Record<string, { storage: Record<string, string> }>
  }
  for (const { storage } of Object.values(state.accounts)) {
    for (const [slot, value] of Object.entries(storage)) {
      parts.push(slot, `0x${value.replace(/^0x/, '').padStart(64, '0')}`)
    }
  }
  return Buffer.concat(parts.map((hex) => Buffer.from(hex.replace(/^0x/, ''), 'hex')))
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}

describe('the chain', () => {
  test('holds nothing of the record, nor an unsalted hash of it', async () => {
    const bytes = await chainBytes()
    expect(bytes.length).toBeGreaterThan(50_000)
    expect(found(bytes, [...canaries(), ...words(), ...unsaltedHashes()])).toEqual([])
  })

  test('is searched by a scan that finds what is there', async () => {
    const bytes = await chainBytes()
    const { oracleRegistry } = network.deployment
    expect(
      found(bytes, [hexToBytes(oracleRegistry), hexToBytes(numberToHex(65_000n, { size: 32 }))]),
    ).toHaveLength(2)
  })
})

/** What a claim shows on the chain, in the forms in which a file could have it. */
function formsOnChain(): (string | Uint8Array)[] {
  return onChain.flatMap((value) => {
    const hex = typeof value === 'bigint' ? numberToHex(value, { size: 32 }) : value.toLowerCase()
    const digits = hex.slice(2)
    return [digits, digits.toUpperCase(), String(value), hexToBytes(hex as Hex)]
  })
}

test('neither the nodes nor the hospital have anything of what the chain shows of purchase and claim', () => {
  const files = filesBelow(network.folder).filter((path) => /oracle-\d|hospital/.test(path))
  for (const file of files) expect(found(readFileSync(file), formsOnChain()), file).toEqual([])
})

test('what the chain shows is found where it is', async () => {
  const names = found(await chainBytes(), formsOnChain())
  expect(names).toHaveLength(onChain.length - 1)
})

describe('the oracle nodes', () => {
  test('keep no name, value, code or date of the record in databases and logs', () => {
    const files = filesBelow(network.folder).filter((path) => /oracle-\d|relayer/.test(path))
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) {
      const bytes = readFileSync(file)
      const dates = [new Date(Number(observedAt) * 1000).toISOString(), observedAt.toString()]
      expect(found(bytes, [...canaries(), ...dates, ...unsaltedHashes()]), file).toEqual([])
    }
  })

  test('are scanned where the hospital would be found out', () => {
    const journal = readFileSync(join(network.folder, 'hospital', 'journal.ndjson'))
    expect(found(journal, [CODE, String(VALUE)])).toHaveLength(2)
  })
})
