import { claimDeskAbi } from '@aceso/abi'
import {
  createClient,
  createWalletClient,
  custom,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  numberToHex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import {
  ClaimNotInTransactionError,
  claimReceipt,
  PaymentChangedError,
  type PreparedClaim,
  ProofForAnotherDeskError,
  simulateClaim,
  submitClaim,
} from '../src/index.js'
import { address, claim, deployment } from './claimFixture.js'

const another = '0x0000000000000000000000000000000000000bad'

/** A client that notes what reaches the chain, which answers nothing but calls. */
function chain() {
  const methods: string[] = []
  const request = async ({ method }: { method: string }) => {
    methods.push(method)
    return '0x'
  }
  const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
  return { client: createWalletClient({ account, transport: custom({ request }) }), methods }
}

describe('what the proof was not made for never reaches the chain', () => {
  test.each<[string, Partial<PreparedClaim>, new () => Error]>([
    ['another chain', { chainId: 1 }, ProofForAnotherDeskError],
    ['another desk', { desk: another }, ProofForAnotherDeskError],
    ['another recipient', { payment: { ...claim.payment, recipient: another } }, PaymentChangedError],
    ['another relayer', { payment: { ...claim.payment, relayer: another } }, PaymentChangedError],
    ['another fee', { payment: { ...claim.payment, fee: 6n } }, PaymentChangedError],
    ['another deadline', { payment: { ...claim.payment, deadline: 7_201n } }, PaymentChangedError],
    ['another context', { context: claim.context + 1n }, PaymentChangedError],
  ])('%s', async (_, changes, error) => {
    const { client, methods } = chain()
    const parameters = { deployment, claim: { ...claim, ...changes } }
    await expect(submitClaim(client, parameters)).rejects.toBeInstanceOf(error)
    await expect(simulateClaim(client, parameters)).rejects.toBeInstanceOf(error)
    expect(methods).toEqual([])
  })
})

test('a simulation calls and sends nothing', async () => {
  const { client, methods } = chain()
  await simulateClaim(client, { deployment, claim })
  expect(methods).toEqual(['eth_call'])
})

const hash = `0x${'ab'.repeat(32)}` as const
const { nullifier, observationNullifier, terms } = claim.claim
const { recipient, relayer, fee } = claim.payment

type EventName = 'ClaimPaid' | 'ClaimHeld'

/** An event of the desk as a node tells it. */
function logOf(eventName: EventName, indexed: Record<string, bigint>, values: Record<string, unknown>) {
  const event = claimDeskAbi.find((item) => item.type === 'event' && item.name === eventName)!
  const inputs = event.inputs.filter((input) => !('indexed' in input && input.indexed))
  return {
    address: claim.desk as Hex,
    topics: encodeEventTopics({ abi: claimDeskAbi, eventName, args: indexed } as never),
    data: encodeAbiParameters(inputs as never, inputs.map(({ name }) => values[name!]) as never),
    blockNumber: '0x1',
    transactionHash: hash,
    logIndex: '0x0',
  }
}

const paid = (spent = nullifier) =>
  logOf(
    'ClaimPaid',
    { nullifier: spent, productId: 3n },
    { observationNullifier, units: 10n, severity: 2n, recipient, payout: 2_500n, relayer, fee },
  )

const held = (spent = nullifier) => {
  const times = { payableAt: 172_800, since: 3_600 }
  const parties = { source: 12n, recipient, amount: 2_500n, relayer, fee, units: 10 }
  const claim = { nullifier: spent, observationNullifier, terms, ...parties, ...times }
  return logOf('ClaimHeld', { heldId: 4n, productId: 3n }, { severity: 2n, claim })
}

/** What became of the claim in a transaction with these logs. */
function outcomeOf(logs: object[]) {
  const receipt = { transactionHash: hash, blockNumber: '0x1', status: '0x1', gasUsed: numberToHex(7), logs }
  const request = async () => receipt
  return claimReceipt(createClient({ transport: custom({ request }) }), { hash, claim })
}

describe('a transaction tells nothing of the claim', () => {
  const foreign = { ...paid(), address: address('bad') }
  test.each<[string, object[]]>([
    ['without events', []],
    ['that paid another claim', [paid(nullifier + 1n)]],
    ['that held another claim', [held(nullifier + 1n)]],
    ['in which another contract says so', [foreign, { ...held(), address: another }]],
  ])('%s', async (_, logs) => {
    await expect(outcomeOf(logs)).rejects.toBeInstanceOf(ClaimNotInTransactionError)
  })
})

test('a claim was paid', async () => {
  expect(await outcomeOf([held(nullifier + 1n), paid()])).toEqual({
    status: 'paid',
    hash,
    gasUsed: 7n,
    payout: 2_500n,
    fee: 5n,
  })
})

test('a claim is held, and until when', async () => {
  expect(await outcomeOf([paid(nullifier + 1n), held()])).toEqual({
    status: 'held',
    heldId: 4n,
    payableAt: 172_800n,
    hash,
    gasUsed: 7n,
    payout: 2_500n,
    fee: 5n,
  })
})
