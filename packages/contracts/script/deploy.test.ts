import { readFileSync } from 'node:fs'
import { createWalletClient, custom, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { assertKeysAllowed, DevelopmentKeysError, deployProtocol } from './deploy.js'

const publicChains = [1, 10, 8453, 42_161, 11_155_111]
const localChains = [1337, 31_337, 31_338]

describe('keys of a development setup', () => {
  test.each(publicChains)('are refused on chain %i', (chainId) => {
    expect(() => assertKeysAllowed(chainId, 'development')).toThrow(DevelopmentKeysError)
    expect(() => assertKeysAllowed(chainId, 'development')).toThrow(`chain ${chainId}.`)
  })

  test.each(['', 'Ceremony', 'ceremony ', 'unknown'])(
    'are whatever is not called a ceremony: %j',
    (setup) => {
      expect(() => assertKeysAllowed(1, setup)).toThrow(DevelopmentKeysError)
    },
  )

  test.each(localChains)('are taken on the local chain %i', (chainId) => {
    expect(() => assertKeysAllowed(chainId, 'development')).not.toThrow()
  })
})

test.each([...publicChains, ...localChains])('keys of a ceremony are taken on chain %i', (chainId) => {
  expect(() => assertKeysAllowed(chainId, 'ceremony')).not.toThrow()
})

describe('without a setup named, that of the circuits counts', () => {
  const artifacts = new URL('../../../circuits/artifacts.json', import.meta.url)
  const { setup } = JSON.parse(readFileSync(artifacts, 'utf8')) as { setup: string }

  test('in the check', () => {
    const check = () => assertKeysAllowed(1)
    if (setup === 'ceremony') expect(check).not.toThrow()
    else expect(check).toThrow(DevelopmentKeysError)
  })

  test.skipIf(setup === 'ceremony')(
    'in a deployment, which asks for the chain and sends nothing',
    async () => {
      const methods: string[] = []
      const request = async ({ method }: { method: string }) => {
        methods.push(method)
        return '0x1'
      }
      const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
      const client = createWalletClient({ account, transport: custom({ request }) })
      await expect(deployProtocol(client, zeroAddress)).rejects.toBeInstanceOf(DevelopmentKeysError)
      expect(methods).toEqual(['eth_chainId'])
    },
  )
})
