import { createWalletClient, custom, numberToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import {
  ClaimNotInTransactionError,
  PaymentChangedError,
  type PreparedClaim,
  ProofForAnotherDeskError,
  simulateClaim,
  submitClaim,
} from '../src/index.js'
import { address, claim, deployment, hash, held, paid } from './claimFixture.js'

const { nullifier } = claim.claim
const { recipient } = claim.payment
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

/** What became of the claim in a transaction with these logs. */
function outcomeOf(logs: object[]) {
  const receipt = { transactionHash: hash, blockNumber: '0x1', status: '0x1', gasUsed: numberToHex(7), logs }
  const answers: Record<string, unknown> = { eth_call: '0x', eth_blockNumber: '0x1' }
  const request = async ({ method }: { method: string }) =>
    method === 'eth_sendTransaction' ? hash : (answers[method] ?? receipt)
  const client = createWalletClient({ account: recipient, transport: custom({ request }) })
  return submitClaim(client, { deployment, claim })
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
