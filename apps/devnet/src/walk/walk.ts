import { join } from 'node:path'
import { coverDeskAbi } from '@aceso/abi'
import { AcesoError, type Prover, QUORUM, WEEK } from '@aceso/core'
import { acesoActions, linkNonceOf, relayerInfo } from '@aceso/sdk'
import { createTestClient, createWalletClient, http, parseUnits, publicActions } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { recordResource } from '../hospital/laboratory.js'
import { signInAtPortal } from '../hospital/portal.js'
import { developmentAccount } from '../network/accounts.js'
import { ASSET_DECIMALS } from '../network/products.js'
import type { Network } from '../network/startNetwork.js'
import { isAlive } from '../process/dataFolder.js'
import { date, gas, money, type Printer } from './printer.js'
import type { Scenario } from './scenario.js'

export class RelayerGoneError extends AcesoError {
  constructor(folder: string) {
    super('The relayer has ended before it inserted the policy.', {
      name: 'RelayerGoneError',
      metaMessages: [`Its log: ${join(folder, 'logs', 'relayer.log')}`],
    })
  }
}

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
  const { pool } = deployment
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
      text: `A liquidity provider deposits ${money(DEPOSIT)}.`,
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
    }),
  )

  const quote = await print.step(
    'Quote',
    () => holder.quoteCover({ productId, units: UNITS, weeks: WEEKS }),
    ({ premium, maxPayout, end }) => ({
      text: `“${product.title}”, ${UNITS} units until ${date(end).slice(0, 10)}: ${money(premium)} for up to ${money(maxPayout)}.`,
    }),
  )
  const { policy } = await print.step(
    'Buy',
    () => holder.buyCover({ secret, productId, units: UNITS, weeks: WEEKS }),
    ({ premium, gasUsed }) => ({
      text: 'The chain sees a commitment, not a person.',
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
    () => ({ text: `On the chain it is ${date(observedAt + AFTER_RESULT)} UTC now.` }),
  )
  await print.step(
    'Result',
    async () => {
      for (const resource of scenario.resources(observedAt))
        await recordResource(hospital.laboratory, resource)
    },
    () => ({
      text: `The laboratory records ${scenario.result}; the chain never does.`,
    }),
  )

  // The relayer proves the insertion meanwhile.
  const { attestations, severity } = await print.step(
    'Attest',
    () => holder.collectAttestations({ secret, policy }),
    (collected) => ({
      text: `${collected.attestations.length} oracle nodes read it and sign; a claim takes ${QUORUM}.`,
    }),
  )
  await print.step(
    'Insert',
    () => insertion(policy.batchIndex),
    ({ count, gasUsed }) => ({
      text: `The relayer proves the insertion of ${count === 1 ? 'the policy' : `${count} policies`} into the book.`,
      cost: gas(gasUsed),
    }),
  )
  const recipient = privateKeyToAddress(generatePrivateKey())
  const relayer = await relayerInfo(network.relayer.url)
  const claim = await print.step(
    'Prove',
    () => holder.prepareClaim({ secret, policy, attestations, claimAt: 'now', recipient, relayer }),
    () => ({
      text: `On this machine: an attested result reaches severity ${severity} of some policy.`,
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
      text: `${money(payout - fee)} arrive at ${recipient}, which never held gas.`,
      cost: `${money(fee)} to the relayer · ${gas(gasUsed)}`,
    }),
  )

  const { cash, assets, unearnedPremium, reserved } = await holder.getPool({ pool })
  print.line(`\nThe pool now: ${money(cash)}`)
  for (const [name, amount] of [
    ["The liquidity providers'", assets],
    ['Premium not yet earned', unearnedPremium],
    ['Fees, settled exits, held payouts', reserved],
  ] as const) {
    print.line(`  ${name.padEnd(36)}${money(amount).padStart(16)}`)
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
      if (!isAlive(network.relayer.pid())) throw new RelayerGoneError(network.folder)
      if ((await now()) < observedAt) throw new Error('the chain went back in time')
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}
