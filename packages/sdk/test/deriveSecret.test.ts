import { secretFromSignature, secretRequest } from '@aceso/core'
import { createWalletClient, custom, type Hex, numberToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import {
  AccountMissingError,
  type Deployment,
  deriveSecret,
  WalletNotDeterministicError,
} from '../src/index.js'

const registry = '0x00000000000000000000000000000000000ace50'
const on = (chainId: number) => ({
  deployment: { chainId, oracleRegistry: registry } as unknown as Deployment,
})
const request = secretRequest({ chainId: 31_337, registry })

const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)

/** A wallet that holds its key itself and is asked over a provider, as in a browser. */
function walletThat(sign: (typedData: string) => Promise<Hex>) {
  const requests: string[] = []
  const provider = {
    async request({ method, params }: { method: string; params?: unknown }) {
      if (method !== 'eth_signTypedData_v4') throw new Error(`unexpected ${method}`)
      const [, typedData] = params as [Hex, string]
      requests.push(typedData)
      return sign(typedData)
    },
  }
  const client = createWalletClient({ account: account.address, transport: custom(provider) })
  return { client, requests }
}

test('is refused when the wallet signs differently each time', async () => {
  let count = 0
  const { client } = walletThat(async () => numberToHex(++count, { size: 65 }))
  await expect(deriveSecret(client, on(31_337))).rejects.toBeInstanceOf(WalletNotDeterministicError)
})

test('is refused without an account', async () => {
  const client = createWalletClient({ transport: custom({ request: async () => undefined }) })
  await expect(deriveSecret(client, on(31_337))).rejects.toBeInstanceOf(AccountMissingError)
})

test('fails as the wallet does when it declines', async () => {
  const { client, requests } = walletThat(() => Promise.reject({ code: 4001, message: 'declined' }))
  await expect(deriveSecret(client, on(31_337))).rejects.toThrow('declined')
  expect(requests).toHaveLength(1)
})

test("follows from the wallet's signature, asked for twice", async () => {
  const { client, requests } = walletThat(() => account.signTypedData(request))
  const secret = await deriveSecret(client, on(31_337))
  expect(secret).toBe(secretFromSignature(await account.signTypedData(request)))
  expect(requests).toHaveLength(2)
  expect(JSON.parse(requests[0]!)).toMatchObject({
    domain: { name: 'Aceso', version: '1', chainId: 31_337, verifyingContract: registry },
    message: request.message,
  })
})

test('is the same from a local account', async () => {
  const client = createWalletClient({ account, transport: custom({ request: async () => undefined }) })
  const { client: remote } = walletThat(() => account.signTypedData(request))
  expect(await deriveSecret(client, on(31_337))).toBe(await deriveSecret(remote, on(31_337)))
})

test('is another one on another network', async () => {
  const client = createWalletClient({ account, transport: custom({ request: async () => undefined }) })
  expect(await deriveSecret(client, on(1))).not.toBe(await deriveSecret(client, on(2)))
})
