import { underwritingPoolAbi } from '@aceso/abi'
import { premiumOf } from '@aceso/core'
import { createProver } from '@aceso/prover'
import { getProduct, NothingClaimableError, revertErrors } from '@aceso/sdk'
import { erc20Abi } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chainOf, DIABETES, type Person, person, warpTo } from '../src/people.js'
import { type ScratchNetwork, scratchNetwork } from '../src/scratch.js'

/** Covers 20 units of the diabetes product and a little more. */
const ASSETS = 10_500_000_000n

const prover = createProver()
let network: ScratchNetwork
let provider: Person
let holder: Person

beforeAll(async () => {
  network = await scratchNetwork({ oracles: 4 })
  provider = await person(network, prover, 'provider')
  holder = await person(network, prover, 'holder')
})

afterAll(async () => {
  await network?.end()
  await prover.close()
})

test('a provider deposits, is bound by what is sold, and leaves with what is free', async () => {
  const { pool, asset } = network.deployment
  const purchase = { secret: holder.secret, productId: DIABETES, weeks: 20n }
  await expect(holder.client.buyCover({ ...purchase, units: 1n })).rejects.toBeInstanceOf(
    revertErrors.Pricing_LiabilityAboveAssets,
  )

  const { shares } = await provider.client.deposit({ pool, assets: ASSETS })
  await expect(holder.client.buyCover({ ...purchase, units: 50n })).rejects.toBeInstanceOf(
    revertErrors.Pricing_LiabilityAboveAssets,
  )
  await expect(holder.client.buyCover({ ...purchase, units: 3n })).rejects.toBeInstanceOf(
    revertErrors.CoverDesk_UnitsNotADenomination,
  )
  await holder.client.buyCover({ ...purchase, units: 20n })

  const before = await provider.client.getPool({ pool })
  expect(before.liability).toBe(10_000_000_000n)
  expect(before.cash).toBe(before.assets + before.unearnedPremium + before.exiting + before.reserved)
  await expect(provider.client.redeem({ pool, shares })).rejects.toBeInstanceOf(
    revertErrors.ERC4626ExceededMaxRedeem,
  )
  expect(await provider.client.getPool({ pool })).toEqual(before)

  // Half of the shares would leave less than is sold: from the request on nothing more is sold, and a part is settled.
  const exit = await provider.client.requestRedeem({ pool, shares: shares / 2n })
  await expect(holder.client.buyCover({ ...purchase, units: 1n })).rejects.toBeInstanceOf(
    revertErrors.Pricing_LiabilityAboveAssets,
  )
  await expect(provider.client.redeem({ pool })).rejects.toBeInstanceOf(NothingClaimableError)
  await warpTo(network, exit.settleableAt)
  await provider.client.settleExits({ pool })
  const settled = await provider.client.getExit({ pool })
  expect(settled.claimableAssets).toBeGreaterThanOrEqual(ASSETS - before.liability)
  expect(settled.pendingAssets).toBeGreaterThan(0n)
  // Until it is settled it earns as all shares do.
  expect(settled.claimableAssets + settled.pendingAssets).toBeGreaterThan(exit.assets)

  const held = () =>
    chainOf(network).readContract({
      address: asset,
      abi: erc20Abi,
      functionName: 'balanceOf',
      args: [provider.address],
    })
  const balance = await held()
  const { assets } = await provider.client.redeem({ pool })
  expect(assets).toBe(settled.claimableAssets)
  expect(await held()).toBe(balance + assets)
  const after = await provider.client.getPool({ pool })
  expect(after.assets + after.exiting).toBeGreaterThanOrEqual(after.liability)
})

test('the charge is what the formula says, to the wei', async () => {
  const { deployment } = network
  const { pool } = deployment
  await provider.client.deposit({ pool, assets: 400_000_000_000n })
  const { baseRate, loadFactor, maxPayout } = await getProduct(holder.client, {
    deployment,
    productId: DIABETES,
  })
  const chain = chainOf(network)
  for (const [units, weeks] of [
    [1n, 15n],
    [20n, 30n],
    [100n, 51n],
  ] as const) {
    const { liability } = await holder.client.getPool({ pool })
    const bought = await holder.client.buyCover({ secret: holder.secret, productId: DIABETES, units, weeks })
    const { blockNumber } = await chain.getTransactionReceipt({ hash: bought.hash })
    // A purchase leaves the assets as they are, to the wei: in its block they are those it was priced with.
    const assets = await chain.readContract({
      address: pool,
      abi: underwritingPoolAbi,
      functionName: 'totalAssets',
      blockNumber,
    })
    const duration = bought.policy.end - bought.policy.start
    const added = units * maxPayout
    expect(bought.premium).toBe(premiumOf({ baseRate, loadFactor, assets, liability, added, duration }))
  }
})
