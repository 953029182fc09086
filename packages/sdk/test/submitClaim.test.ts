import { createWalletClient, custom } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import {
  ClaimForAnotherDeskError,
  PaymentChangedError,
  type PreparedClaim,
  simulateClaim,
  submitClaim,
} from '../src/index.js'
import { claim, deployment } from './claimFixture.js'

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
    ['another chain', { chainId: 1 }, ClaimForAnotherDeskError],
    ['another desk', { desk: another }, ClaimForAnotherDeskError],
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
