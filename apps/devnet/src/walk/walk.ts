import { coverDeskAbi } from '@aceso/abi'
import { type Prover, QUORUM, WEEK } from '@aceso/core'
import { acesoActions, linkNonceOf, relayerInfo } from '@aceso/sdk'
import { createTestClient, createWalletClient, erc20Abi, http, parseUnits, publicActions } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { recordResource } from '../hospital/laboratory.js'
import { signInAtPortal } from '../hospital/portal.js'
import { developmentAccount } from '../network/accounts.js'
import { ASSET_DECIMALS } from '../network/products.js'
import type { Network } from '../network/startNetwork.js'
import { date, gas, money, type Printer } from './printer.js'
import type { Scenario } from './scenario.js'

const DEPOSIT = parseUnits('250000', ASSET_DECIMALS)
const UNITS = 10n
const WEEKS = 25n
/** Seconds between the result and the next block: nobody has it before it was observed. */
const AFTER_RESULT = 600n

/**
 * One policy from purchase to payout, by the SDK's actions alone. Beside them stand only what isn't the
 * protocol's: the patient at the hospital's portal, the laboratory, and the local chain's clock.
 */
export async function walk(
  network: Network,
  scenario: Scenario,
  prover: Prover,
  print: Printer,
): Promise<void> {
  const { deployment, hospital, chain } = network
  const { pool, asset } = deployment
  const actions = acesoActions({ deployment, oracles: network.oracles.map(({ url }) => url), prover })
  const transport = http(chain.url)
  const provider = createWalletClient({ account: developmentAccount('liquidityProvider'), transport }).extend(
    actions,
  )
  const holder = createWalletClient({ account: developmentAccount('policyholder'), transport }).extend(
    actions,
  )
  const clock = createTestClient({ mode: 'anvil', transport }).extend(publicActions)
  const now = async () => (await clock.getBlock()).timestamp

  await print.step(
    'Deposit',
    () => provider.deposit({ pool, assets: DEPOSIT }),
    ({ gasUsed }) => ({
      text: `A liquidity provider deposits ${money(DEPOSIT)} into the pool.`,
      cost: gas(gasUsed),
    }),
  )

  const { productId, product } = scenario
  const secret = await holder.deriveSecret()
  await print.step(
    'Link',
    async () => {
      const { committeeId } = await holder.getProduct({ productId })
      const nonce = linkNonceOf({ secret, committeeId })
      const idToken = await signInAtPortal({ issuer: hospital.url, ...scenario.account, nonce })
      return holder.linkRecord({ secret, committeeId, idToken })
    },
    ({ linked }) => ({
      text: `${scenario.patient} signs in at the hospital; ${linked.length} oracle nodes link the record to a pseudonym.`,
      cost: 'no transaction',
    }),
  )

  const quote = await print.step(
    'Quote',
    () => holder.quoteCover({ productId, units: UNITS, weeks: WEEKS }),
    ({ premium, maxPayout, end }) => ({
      text: `“${product.title}”, ${UNITS} units until ${date(end).slice(0, 10)}: ${money(premium)} for up to ${money(maxPayout)}.`,
      cost: 'no transaction',
    }),
  )
  const { policy } = await print.step(
    'Buy',
    () => holder.buyCover({ secret, productId, units: UNITS, weeks: WEEKS }),
    ({ premium, gasUsed }) => ({
      text: 'The policyholder buys. The chain sees a commitment, not a person.',
      cost: `${money(premium)} premium · ${gas(gasUsed)}`,
    }),
  )

  const observedAt = scenario.observedAt ?? quote.waitingEnds + WEEK
  await print.step(
    'Wait',
    async () => {
      await clock.setNextBlockTimestamp({ timestamp: observedAt + AFTER_RESULT })
      await clock.mine({ blocks: 1 })
    },
    () => ({ text: `The waiting period passes; on the chain it is ${date(observedAt + AFTER_RESULT)} UTC.` }),
  )
  await print.step(
    'Result',
    async () => {
      for (const resource of scenario.resources(observedAt))
        await recordResource(hospital.laboratory, resource)
    },
    () => ({
      text: `The hospital's laboratory records a result: ${scenario.result}.`,
      cost: 'never on the chain',
    }),
  )

  await print.step(
    'Insert',
    () => insertion(policy.batchIndex),
    ({ count, gasUsed }) => ({
      text: `The relayer proves and inserts the queued policies into the book (${count} in this batch).`,
      cost: gas(gasUsed),
    }),
  )
  const { attestations, severity } = await print.step(
    'Attest',
    () => holder.collectAttestations({ secret, policy }),
    (collected) => ({
      text: `${collected.attestations.length} oracle nodes each read the hospital and sign the result; a claim takes ${QUORUM}.`,
      cost: 'no transaction',
    }),
  )
  const recipient = privateKeyToAddress(generatePrivateKey())
  const relayer = await relayerInfo(network.relayer.url)
  const claim = await print.step(
    'Prove',
    () => holder.prepareClaim({ secret, policy, attestations, claimAt: 'now', recipient, relayer }),
    () => ({
      text: `The proof is made on this machine: an attested result reaches severity ${severity} of some policy.`,
      cost: 'no transaction',
    }),
  )
  await print.step(
    'Pay',
    async () => {
      const paid = await holder.relayClaim({ relayer: network.relayer.url, claim })
      const { gasUsed } = await clock.getTransactionReceipt({ hash: paid.hash })
      return { ...paid, gasUsed }
    },
    ({ payout, fee, gasUsed }) => ({
      text: `The relayer submits; ${money(payout - fee)} arrive at ${recipient}, which never held gas.`,
      cost: `${money(fee)} to the relayer · ${gas(gasUsed)}`,
    }),
  )

  const [sheet, received] = await Promise.all([
    holder.getPool({ pool }),
    clock.readContract({ address: asset, abi: erc20Abi, functionName: 'balanceOf', args: [recipient] }),
  ])
  print.heading('The pool now')
  for (const [name, amount] of [
    ['Cash', sheet.cash],
    ['Premium not yet earned', -sheet.unearnedPremium],
    ['Reserved (fees, settled exits, held payouts)', -sheet.reserved],
    ['Assets of the liquidity providers', sheet.assets],
    ['Liability (policies that may still claim)', sheet.liability],
    ['Free capital', sheet.freeCapital],
    ['Received by the policyholder', received],
  ] as const) {
    print.line(`  ${name.padEnd(46)}${signed(amount).padStart(20)}`)
  }

  /** Waits until the relayer has inserted the batch. */
  async function insertion(batchIndex: number) {
    for (;;) {
      const [inserted] = await clock.getContractEvents({
        address: deployment.coverDesk,
        abi: coverDeskAbi,
        eventName: 'BatchInserted',
        args: { batchIndex: BigInt(batchIndex) },
        fromBlock: deployment.startBlock,
        strict: true,
      })
      if (inserted) {
        const { gasUsed } = await clock.getTransactionReceipt({ hash: inserted.transactionHash })
        return { count: inserted.args.count, gasUsed }
      }
      if ((await now()) < observedAt) throw new Error('the chain went back in time')
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

function signed(amount: bigint): string {
  return amount < 0n ? `− ${money(-amount)}` : money(amount)
}
