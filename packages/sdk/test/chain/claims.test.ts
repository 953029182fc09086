import { claimDeskAbi, oracleRegistryAbi, underwritingPoolAbi } from '@aceso/abi'
import {
  bindSignals,
  CLAIM_SIGNALS,
  ClaimWindowClosedError,
  ceilTo,
  DAY,
  HOUR,
  keyRegistration,
  oracleDomain,
  signAttestation,
  subjectOf,
  WEEK,
} from '@aceso/core'
import {
  createClient,
  custom,
  type EIP1193RequestFn,
  encodeAbiParameters,
  encodeEventTopics,
  erc20Abi,
  http,
  keccak256,
  numberToHex,
} from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  BookOutOfSyncError,
  ClaimTooEarlyError,
  memoryBookStore,
  PolicyNotInsertedError,
  type PreparedClaim,
  type RestoredPolicy,
  restorePolicies,
  revertErrors,
  TriggerNotSupportedError,
} from '../../src/index.js'
import { address } from '../claimFixture.js'
import { DOLLAR, type LocalChain, oracleKeys, proof, startLocalChain } from './localChain.js'

const secret = 51n
const recipient = address('a11ce')
const DAYS_TO_RESULT = 20n
const now = { claimAt: 'now' } as const

let chain: LocalChain
let pool: LocalChain['pool']
let holder: Awaited<ReturnType<LocalChain['person']>>
let product: bigint
/** Of 10, 20 and 5 units, sold at the same time. */
let policies: RestoredPolicy[]
/** Of each policy, as of the time at which every test begins: checking signatures takes a while. */
let claims: PreparedClaim[]

beforeAll(async () => {
  chain = await startLocalChain()
  pool = chain.pool
  const provider = await chain.person(1)
  holder = await chain.person(2)
  product = await chain.listProduct()
  await provider.deposit({ pool, assets: 100_000n * DOLLAR })
  policies = []
  for (const units of [10n, 20n, 5n]) {
    policies.push((await holder.buyCover({ secret, productId: product, units, weeks: 10n })).policy)
  }
  await chain.warpTo((await chain.time()) + 2n * HOUR)
  await holder.insertBatch()
  await chain.warpTo(policies[2]!.start + (DAYS_TO_RESULT + 1n) * DAY)
  claims = await Promise.all([prepare(0), prepare(1), prepare(2)])
})

let snapshot: `0x${string}`
beforeEach(async () => {
  if (snapshot) await chain.test.revert({ id: snapshot })
  snapshot = await chain.test.snapshot()
})

afterAll(() => chain?.stop())

/** What four nodes would sign of a result of severity 3. */
async function attested(tag: bigint) {
  const { chainId, oracleRegistry } = chain.deployment
  const { start } = policies[2]!
  const attestation = {
    domain: oracleDomain(chainId, oracleRegistry),
    subject: subjectOf(secret, chain.committeeId),
    measure: 1,
    value: 95n,
    observedAt: start + DAYS_TO_RESULT * DAY,
    linkedAt: start,
    observationTag: tag,
    issuedAt: start + (DAYS_TO_RESULT + 1n) * DAY,
  }
  return oracleKeys.map((key) => signAttestation(key, attestation))
}

async function prepare(i: number): Promise<PreparedClaim> {
  const attestations = await attested(BigInt(i + 1))
  return holder.prepareClaim({ ...now, secret, policy: policies[i]!, attestations, recipient })
}

async function submit(i: number) {
  return holder.submitClaim({ claim: claims[i]! })
}

async function submitAnew(i: number) {
  return holder.submitClaim({ claim: await prepare(i) })
}

const received = (account = recipient) =>
  chain.test.readContract({
    address: chain.asset,
    abi: erc20Abi,
    functionName: 'balanceOf',
    args: [account],
  })

const statuses = async () => (await holder.restorePolicies({ secret })).map(({ status }) => status)

describe('a claim is not prepared', () => {
  test('for a product with another trigger', async () => {
    const trigger = chain.deployment.claimDesk
    const productId = await chain.listProduct({ trigger })
    const policy = { ...policies[0]!, productId }
    await expect(
      holder.prepareClaim({ ...now, secret, policy, attestations: await attested(1n), recipient }),
    ).rejects.toBeInstanceOf(TriggerNotSupportedError)
  })

  test('for a policy that waits in the queue', async () => {
    const { policy } = await holder.buyCover({ secret, productId: product, units: 1n, weeks: 10n })
    await expect(
      holder.prepareClaim({ ...now, secret, policy, attestations: await attested(1n), recipient }),
    ).rejects.toBeInstanceOf(PolicyNotInsertedError)
  })

  test('after the claim window', async () => {
    await chain.warpTo(policies[0]!.end + 4n * WEEK + 2n * HOUR)
    await expect(prepare(0)).rejects.toBeInstanceOf(ClaimWindowClosedError)
  })
})

describe('what is public of a claim', () => {
  test('says no more than the hour, however many seconds of it have passed', async () => {
    const hour = ceilTo((await chain.time()) + 1n, HOUR)
    for (const second of [1n, 1_234n, 3_599n]) {
      await chain.warpTo(hour + second)
      const { evidence, payment } = await prepare(0)
      expect({ asOf: evidence.asOf, deadline: payment.deadline }).toEqual({
        asOf: hour + HOUR,
        deadline: hour + 2n * HOUR,
      })
    }
  })
})

describe('a claim waits', () => {
  test('until the time that was drawn, unless it is to be now', async () => {
    const claimAt = (await chain.time()) + 5n * HOUR
    const claim = async (claimAt: bigint | 'now') =>
      holder.prepareClaim({
        secret,
        policy: policies[0]!,
        attestations: await attested(1n),
        claimAt,
        recipient,
      })
    const error = await claim(claimAt).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(ClaimTooEarlyError)
    expect(error).toMatchObject({ claimAt })
    await expect(claim('now')).resolves.toBeDefined()
    await chain.warpTo(claimAt)
    await expect(claim(claimAt)).resolves.toBeDefined()
  })
})

describe('a claim is refused', () => {
  test.each<[string, (claim: PreparedClaim) => PreparedClaim, abstract new (...args: never[]) => Error]>([
    [
      'with a root that the book never had',
      (claim) => ({ ...claim, evidence: { ...claim.evidence, policyRoot: 1n } }),
      revertErrors.AttestationTrigger_PolicyRootUnknown,
    ],
    [
      'with a root that the committee never had',
      (claim) => ({ ...claim, evidence: { ...claim.evidence, committeeRoot: 1n } }),
      revertErrors.AttestationTrigger_CommitteeRootInvalid,
    ],
    [
      'with a time that is no full hour',
      (claim) => ({ ...claim, evidence: { ...claim.evidence, asOf: claim.evidence.asOf - 1n } }),
      revertErrors.AttestationTrigger_AsOfNotAnHour,
    ],
    [
      'with terms that no product has',
      (claim) => ({ ...claim, claim: { ...claim.claim, terms: 1n } }),
      revertErrors.ClaimDesk_TermsUnknown,
    ],
  ])('%s', async (_, change, error) => {
    const claim = change(claims[0]!)
    await expect(holder.submitClaim({ claim })).rejects.toBeInstanceOf(error)
    expect(await received()).toBe(0n)
  })

  test('for a policy or a result that was paid', async () => {
    await submit(0)
    await expect(submit(0)).rejects.toBeInstanceOf(revertErrors.ClaimDesk_NullifierSpent)
    const attestations = await attested(1n)
    const claim = await holder.prepareClaim({ ...now, secret, policy: policies[2]!, attestations, recipient })
    await expect(holder.submitClaim({ claim })).rejects.toBeInstanceOf(
      revertErrors.ClaimDesk_ObservationSpent,
    )
  })
})

test('what is stated is what the circuit binds', async () => {
  const { claim, evidence, context } = claims[0]!
  const { terms, units } = policies[0]!
  expect(claim).toMatchObject({ terms, units, severity: 3n })
  const stated = { ...claim, ...evidence, context }
  expect(evidence.digest).toBe(bindSignals(CLAIM_SIGNALS.map((name) => stated[name])).digest)
  expect(evidence.proof).toEqual(proof)
})

test('a claim is paid at once as long as the pool has paid little, and held after that', async () => {
  const { instantLimit } = await holder.getPool({ pool })
  expect(instantLimit).toBeGreaterThanOrEqual(20_000n * DOLLAR)
  expect(await submit(0)).toMatchObject({ status: 'paid', payout: 10_000n * DOLLAR, fee: 0n })
  expect(await received()).toBe(10_000n * DOLLAR)
  expect((await holder.getPool({ pool })).instantLimit).toBeLessThan(instantLimit - 9_999n * DOLLAR)

  const held = await submit(1)
  const payableAt = (await chain.time()) + 2n * DAY
  expect(held).toMatchObject({ status: 'held', heldId: 1n, payableAt, payout: 20_000n * DOLLAR })
  expect(await received()).toBe(10_000n * DOLLAR)
  expect(await holder.getPool({ pool })).toMatchObject({
    heldPayouts: { amount: 20_000n * DOLLAR, liability: 0n },
  })
  expect(await statuses()).toEqual(['ended', 'ended', 'open'])
})

describe('a held claim', () => {
  beforeEach(async () => {
    await submit(0)
    await submit(1)
  })

  test('can not be settled or found under another number before its time', async () => {
    await expect(holder.settleHeldClaim({ heldId: 1n })).rejects.toBeInstanceOf(
      revertErrors.ClaimDesk_NotPayableYet,
    )
    await expect(holder.settleHeldClaim({ heldId: 2n })).rejects.toBeInstanceOf(
      revertErrors.ClaimDesk_NotHeld,
    )
    expect(await holder.getHeldClaim({ heldId: 2n })).toBeUndefined()
    expect(await holder.getHeldClaims()).toMatchObject([
      { heldId: 1n, amount: 20_000n * DOLLAR, units: 20n, recipient, isSettleable: false },
    ])
  })

  test('is paid by anyone two days later', async () => {
    const { payableAt } = (await holder.getHeldClaim({ heldId: 1n }))!
    await chain.warpTo(payableAt)
    expect(await holder.getHeldClaims()).toMatchObject([{ heldId: 1n, isSettleable: true }])
    expect(await holder.settleHeldClaim({ heldId: 1n })).toMatchObject({ isPaid: true })
    expect(await received()).toBe(30_000n * DOLLAR)
    expect(await holder.getHeldClaims()).toEqual([])
    expect(await holder.getHeldClaim({ heldId: 1n })).toBeUndefined()
  })

  /** The committee gets another member, and its root before that is revoked. */
  async function replaceRoot(): Promise<void> {
    const { chainId, oracleRegistry: registry } = chain.deployment
    const contract = { address: registry, abi: oracleRegistryAbi } as const
    const root = await chain.test.readContract({ ...contract, functionName: 'rootOf', args: [1n] })
    const operator = chain.wallet(5).account.address
    const key = new Uint8Array(32).fill(9)
    const domain = oracleDomain(chainId, registry)
    const registration = keyRegistration(key, domain, operator, new Uint8Array(64).fill(9))
    await chain.write(5, registry, oracleRegistryAbi, 'registerKey', [registration])
    await chain.write(0, registry, oracleRegistryAbi, 'seat', [1n, BigInt(oracleKeys.length), operator])
    await chain.write(0, registry, oracleRegistryAbi, 'revokeRoot', [1n, root])
  }

  test('is void once its committee root is revoked', async () => {
    await replaceRoot()
    expect(await holder.getHeldClaims()).toMatchObject([{ isSettleable: true }])
    expect(await holder.settleHeldClaim({ heldId: 1n })).toMatchObject({ isPaid: false })
    expect(await holder.getHeldClaims()).toEqual([])
    expect(await statuses()).toEqual(['ended', 'open', 'open'])
    // The same attestations serve under the new root.
    await chain.warpTo((await chain.time()) + 2n * DAY)
    expect(await submitAnew(1)).toMatchObject({ payout: 20_000n * DOLLAR })
  })

  /** A client of the holder whose endpoint says nothing of some events, with a store of their own. */
  function lying(hidden: string, store = memoryBookStore()) {
    const names = encodeEventTopics({ abi: claimDeskAbi, eventName: hidden } as never) as unknown[]
    const upstream = http(chain.url)({})
    const request: EIP1193RequestFn = async ({ method, params }) => {
      // biome-ignore lint/suspicious/noExplicitAny: whatever is asked for is passed on
      const answer: any = await upstream.request({ method, params } as any)
      if (method !== 'eth_getLogs') return answer
      return answer.filter(({ topics }: { topics: unknown[] }) => topics[0] !== names[0])
    }
    return {
      store,
      restore: () =>
        restorePolicies(createClient({ transport: custom({ request }) }), {
          deployment: chain.deployment,
          secret,
          store,
        }),
    }
  }

  const openOf = (policies: RestoredPolicy[]) => policies.map(({ status }) => status === 'open')

  test.each(['ClaimHeld', 'HeldClaimVoided', 'ClaimPaid'])(
    'is not believed lost or void of an endpoint that hides every %s',
    async (hidden) => {
      await replaceRoot()
      await holder.settleHeldClaim({ heldId: 1n })
      const restored = lying(hidden).restore()
      if (hidden === 'ClaimPaid') expect(openOf(await restored)).toEqual([true, true, true])
      else await expect(restored).rejects.toBeInstanceOf(BookOutOfSyncError)
    },
  )

  test('is not believed paid of an endpoint that hides it', async () => {
    await chain.warpTo((await holder.getHeldClaim({ heldId: 1n }))!.payableAt)
    await holder.settleHeldClaim({ heldId: 1n })
    await expect(lying('HeldClaimPaid').restore()).rejects.toBeInstanceOf(BookOutOfSyncError)
  })

  test('that was paid in secret stays hidden in the store, until it is read anew', async () => {
    const { store, restore } = lying('ClaimPaid')
    await chain.test.mine({ blocks: 40 })
    expect(openOf(await restore())).toEqual([true, false, true])
    const restored = (anew: boolean) => holder.restorePolicies({ secret, store, anew })
    expect(openOf(await restored(false))).toEqual([true, false, true])
    expect(openOf(await restored(true))).toEqual([false, false, true])
    expect(openOf(await restored(false))).toEqual([false, false, true])
  })

  test('that was voided can be made again after the claim window, for a while', async () => {
    await chain.test.revert({ id: snapshot })
    snapshot = await chain.test.snapshot()
    const deadline = policies[1]!.end + 4n * WEEK
    await chain.warpTo(deadline - HOUR)
    await submitAnew(0)
    await submitAnew(1)
    await replaceRoot()
    await chain.warpTo(deadline + DAY)
    await holder.settleHeldClaim({ heldId: 1n })
    await expect(prepare(2)).rejects.toBeInstanceOf(ClaimWindowClosedError)
    const claim = await prepare(1)
    expect(claim.evidence.asOf).toBe(deadline)
    await chain.warpTo(deadline + 4n * WEEK)
    expect(await submitAnew(1)).toMatchObject({ payout: 20_000n * DOLLAR })
    await chain.warpTo(deadline + 7n * WEEK)
    await expect(prepare(1)).rejects.toBeInstanceOf(ClaimWindowClosedError)
  })
})

describe('a payout that the recipient could not take', () => {
  const balanceSlot = () =>
    keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [pool, 0n]))

  /** The token fails to pay for as long as the pool seems to have none of it. */
  async function payNobody(): Promise<void> {
    const held = await received(pool)
    const set = (value: bigint) =>
      chain.test.setStorageAt({
        address: chain.asset,
        index: balanceSlot(),
        value: numberToHex(value, { size: 32 }),
      })
    await set(0n)
    expect(await received(pool)).toBe(0n)
    expect(await submit(0)).toMatchObject({ status: 'paid' })
    await set(held)
  }

  test('is nothing where there is none', async () => {
    expect(await holder.getKeptPayout({ pool })).toBe(0n)
    await expect(holder.collectKeptPayout({ pool })).rejects.toBeInstanceOf(
      revertErrors.UnderwritingPool_NothingKept,
    )
  })

  test('is kept, and collected by anyone for the recipient, who alone may choose where to', async () => {
    await payNobody()
    expect(await received()).toBe(0n)
    expect(await holder.getKeptPayout({ pool, recipient })).toBe(10_000n * DOLLAR)
    const to = holder.account.address
    await expect(holder.collectKeptPayout({ pool, recipient, to })).rejects.toBeInstanceOf(
      revertErrors.UnderwritingPool_NotRecipient,
    )
    expect(await holder.collectKeptPayout({ pool, recipient })).toMatchObject({ amount: 10_000n * DOLLAR })
    expect(await received()).toBe(10_000n * DOLLAR)
    const reserved = await chain.test.readContract({
      address: pool,
      abi: underwritingPoolAbi,
      functionName: 'keptPayout',
      args: [recipient],
    })
    expect(reserved).toBe(0n)
  })
})
