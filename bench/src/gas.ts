import { BATCH_SIZE, DAY, HOUR, type Prover } from '@aceso/core'
import {
  developmentAccount,
  laboratoryTests,
  type Network,
  recordResource,
  resultResources,
  SANDBOX_PASSWORD,
  sandboxPatients,
  signInAtPortal,
} from '@aceso/devnet'
import { acesoActions, type BuyCoverReturnType, linkNonceOf } from '@aceso/sdk'
import { createTestClient, createWalletClient, http, publicActions } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { grouped, type Row } from './table.js'

const DIABETES = 1n
const purchase = { productId: DIABETES, units: 1n, weeks: 20n }

/** Gas of every user call as a whole transaction, on a chain, first and in a used state. */
export async function measureGas(network: Network, prover: Prover): Promise<Row[]> {
  const { deployment, hospital, chain } = network
  const { pool } = deployment
  const transport = http(chain.url)
  const actions = acesoActions({ deployment, oracles: network.oracles.map(({ url }) => url), prover })
  const provider = createWalletClient({ account: developmentAccount('liquidityProvider'), transport }).extend(
    actions,
  )
  const holder = createWalletClient({ account: developmentAccount('policyholder'), transport }).extend(
    actions,
  )
  const clock = createTestClient({ mode: 'anvil', transport }).extend(publicActions)
  const now = async () => (await clock.getBlock()).timestamp
  const warpTo = async (timestamp: bigint) => {
    await clock.setNextBlockTimestamp({ timestamp })
    await clock.mine({ blocks: 1 })
  }
  await network.relayer.stop()

  const firstDeposit = await provider.deposit({ pool, assets: 100_000_000_000n })
  const deposit = await provider.deposit({ pool, assets: 100_000_000_000n })
  const request = await provider.requestRedeem({ pool, shares: deposit.shares / 10n })
  await warpTo(request.settleableAt)
  const settlement = await provider.settleExits({ pool })
  const redeem = await provider.redeem({ pool })

  const secret = await holder.deriveSecret()
  const patient = sandboxPatients[0]!
  const signIn = { issuer: hospital.url, username: patient.username, password: SANDBOX_PASSWORD }
  const { committeeId } = await holder.getProduct({ productId: purchase.productId })
  await holder.linkRecord({
    secret,
    committeeId,
    idToken: await signInAtPortal({ ...signIn, nonce: linkNonceOf({ secret, committeeId }) }),
  })
  const bought: BuyCoverReturnType[] = []
  for (let index = 0n; index < BATCH_SIZE; index++)
    bought.push(await holder.buyCover({ ...purchase, secret, index }))
  const fullBatch = await holder.insertBatch()
  const last = await holder.buyCover({ ...purchase, secret, index: BigInt(BATCH_SIZE) })
  await warpTo((await now()) + HOUR)
  const single = await holder.insertBatch()

  const start = bought[0]!.policy.start
  await warpTo(start + 60n * DAY)
  for (const day of [40n, 41n, 42n]) {
    const at = new Date(Number(start + day * DAY) * 1000).toISOString()
    const result = { test: laboratoryTests.hba1c, at, value: 7 }
    for (const resource of resultResources(patient.patient, result, Number(day))) {
      await recordResource(hospital.laboratory, resource)
    }
  }
  const claim = async (i: number, recipient = privateKeyToAddress(generatePrivateKey())) => {
    const { policy } = bought[i]!
    const attested = await holder.collectAttestations({ secret, policy })
    return holder.submitClaim({
      claim: await holder.prepareClaim({ secret, policy, ...attested, claimAt: 'now', recipient }),
    })
  }
  const firstClaim = await claim(0)
  const freshRecipient = await claim(1)
  const usedRecipient = await claim(2, developmentAccount('liquidityProvider').address)

  const row = (what: string, gasUsed: bigint, target?: string): Row => ({
    what,
    figure: grouped(gasUsed),
    ...(target ? { target } : {}),
  })
  return [
    row('deposit, first of the pool', firstDeposit.gasUsed),
    row('deposit', deposit.gasUsed, '≤ 115,000'),
    row('exit request, first of an owner', request.gasUsed, '≤ 110,000'),
    row('settlement of an epoch', settlement.gasUsed),
    row('redeem', redeem.gasUsed),
    row('buy with permit, first of product and batch', bought[0]!.gasUsed),
    row('buy with permit', bought[BATCH_SIZE - 1]!.gasUsed, '≤ 150,000'),
    row('buy with permit, first of a batch', last.gasUsed),
    row('insert 64 policies', fullBatch.gasUsed),
    row('insert 64 policies, each', fullBatch.gasUsed / BigInt(BATCH_SIZE), '≤ 8,000'),
    row('insert 1 policy', single.gasUsed),
    row('claim to payout, first of the product', firstClaim.gasUsed),
    row('claim to payout, to a fresh address', freshRecipient.gasUsed),
    row('claim to payout, to an address in use', usedRecipient.gasUsed, '≤ 350,000'),
  ]
}
