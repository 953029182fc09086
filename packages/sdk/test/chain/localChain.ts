import { oracleRegistryAbi, productCatalogAbi } from '@aceso/abi'
import { artifactOf, deployProtocol, everyRole, local } from '@aceso/contracts'
import {
  Comparator,
  DAY,
  DEVELOPMENT_MNEMONIC,
  keyRegistration,
  oracleDomain,
  type ProofWords,
  type Prover,
  WEEK,
} from '@aceso/core'
import {
  type Abi,
  type Address,
  bytesToHex,
  createTestClient,
  createWalletClient,
  type Hex,
  http,
  publicActions,
  walletActions,
} from 'viem'
import { mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'
import { acesoActions, type Deployment } from '../../src/index.js'
import { startAnvil } from './anvil.js'

export const GENESIS = 2_900n * WEEK + DAY
export const DOLLAR = 1_000_000n
const WAD = 10n ** 18n
const GAS = 10_000_000n

/** Private keys of the oracle nodes, on the first seats. */
export const oracleKeys = [1, 2, 3, 4].map((seed) => new Uint8Array(32).fill(seed))

export const proof: ProofWords = [11n, 12n, 13n, 14n, 15n, 16n, 17n, 18n]

/** Makes nothing: the verifiers of the chain take any proof. What a proof must hold is the circuits' test. */
export const prover: Prover = {
  proveClaim: async () => ({ proof, publicSignals: [] }),
  proveCancel: async () => ({ proof, publicSignals: [] }),
  proveInsertion: async () => ({ proof, publicSignals: [] }),
  proveEligibility: async () => ({ proof, publicSignals: [] }),
  proveEquivocation: async () => ({ proof, publicSignals: [] }),
}

/** Runtime code that returns 1, whatever it is called with. */
const ALWAYS_TRUE: Hex = '0x600160005260206000f3'

/** Those that anvil gives ether, from one node of the tree of keys: to begin at the phrase takes a tenth of a second. */
const node = mnemonicToAccount(DEVELOPMENT_MNEMONIC, { path: "m/44'/60'/0'/0" }).getHdKey()
const accounts = Array.from({ length: 10 }, (_, index) =>
  privateKeyToAccount(bytesToHex(node.deriveChild(index).privateKey!)),
)

export type LocalChain = Awaited<ReturnType<typeof startLocalChain>>

/** The real contracts on a chain of their own, with one pool and a committee of four; only the verifiers are stand-ins. */
export async function startLocalChain() {
  const anvil = await startAnvil(GENESIS)
  const transport = http(anvil.url)
  const test = createTestClient({ mode: 'anvil', transport, pollingInterval: 20 })
    .extend(publicActions)
    .extend(walletActions)
  const admin = wallet(0)
  const record = await deployProtocol(admin, local(everyRole(admin.account.address), 31_337))
  const deployment: Deployment = record
  const { address: pool, asset } = record.pools[0]!
  const { contracts } = record
  for (const name of Object.keys(contracts).filter((name) => name.endsWith('Verifier'))) {
    await test.setCode({ address: contracts[name]!.address, bytecode: ALWAYS_TRUE })
  }
  // The trigger asks itself; here it asks a stand-in. Its code names nobody else by its own address.
  const [own, standIn] = [deployment.attestationTrigger, contracts.CancelVerifier!.address].map((address) =>
    address.slice(2).toLowerCase(),
  ) as [string, string]
  const code = await test.getCode({ address: deployment.attestationTrigger })
  const bytecode = code!.replaceAll(own, standIn) as Hex
  await test.setCode({ address: deployment.attestationTrigger, bytecode })

  function wallet(index: number) {
    return createWalletClient({ account: accounts[index]!, transport, pollingInterval: 20 })
  }

  async function write(index: number, address: Address, abi: Abi, functionName: string, args: unknown[]) {
    // An estimate is of another second than the block, in which there can be more to do.
    const options = { gas: GAS, chain: null } as const
    const hash = await wallet(index).writeContract({ address, abi, functionName, args, ...options })
    const { status } = await test.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`${functionName} reverted`)
  }

  const chain = {
    url: anvil.url,
    test,
    deployment,
    pool,
    asset,
    committeeId: 1,
    stop: anvil.stop,
    /** One of the ten accounts that the chain gives ether. */
    wallet,
    /** Calls a contract from one of the development accounts; account 0 has every role. */
    write,
    async time(): Promise<bigint> {
      return (await test.getBlock()).timestamp
    },
    /** The next block, empty, is of this time. */
    async warpTo(timestamp: bigint): Promise<void> {
      await test.setNextBlockTimestamp({ timestamp })
      await test.mine({ blocks: 1 })
    },
    /** Somebody with a million dollars and all actions. */
    async person(index: number) {
      const account = wallet(index)
      const args = [account.account.address, 1_000_000n * DOLLAR]
      await write(0, asset, artifactOf('TestDollar').abi, 'mint', args)
      return account.extend(acesoActions({ deployment, oracles: [], prover }))
    },
    async listProduct(changes: Partial<ProductParameters> = {}): Promise<bigint> {
      const parameters = { ...productParameters(deployment.attestationTrigger, pool), ...changes }
      parameters.linkGrace = Math.min(parameters.linkGrace, parameters.waiting)
      await write(0, deployment.productCatalog, productCatalogAbi, 'listProduct', [parameters])
      return test.readContract({
        address: deployment.productCatalog,
        abi: productCatalogAbi,
        functionName: 'productCount',
      })
    },
  }

  await write(0, deployment.oracleRegistry, oracleRegistryAbi, 'createCommittee', [])
  const domain = oracleDomain(31_337, deployment.oracleRegistry)
  for (const [slot, key] of oracleKeys.entries()) {
    const operator = wallet(6 + slot).account.address
    const registration = keyRegistration(key, domain, operator, new Uint8Array(64).fill(slot + 1))
    await write(6 + slot, deployment.oracleRegistry, oracleRegistryAbi, 'registerKey', [registration])
    await write(0, deployment.oracleRegistry, oracleRegistryAbi, 'seat', [1n, BigInt(slot), operator])
  }
  return chain
}

export type ProductParameters = ReturnType<typeof productParameters>

function productParameters(trigger: Address, pool: Address) {
  return {
    measure: 1,
    comparator: Comparator.atLeast as number,
    thresholds: [65n, 75n, 90n],
    waiting: Number(2n * WEEK),
    claimWindow: Number(4n * WEEK),
    linkGrace: Number(10n * DAY),
    committeeId: 1,
    trigger,
    pool,
    payouts: [100n * DOLLAR, 250n * DOLLAR, 1_000n * DOLLAR],
    baseRate: WAD / 20n,
    loadFactor: 3n * WAD,
    protocolFee: 300,
    oracleFee: 500,
    refundShare: 8_000,
    renewalWindow: Number(4n * WEEK),
    minTerm: Number(4n * WEEK),
    maxTerm: Number(52n * WEEK),
    capacity: 800_000n * DOLLAR,
    baseline: { measure: 0, comparator: 0, threshold: 0n, maxAge: 0 },
  }
}
