import { readFileSync } from 'node:fs'
import { DEVELOPMENT_MNEMONIC } from '@aceso/core'
import { createWalletClient, custom } from 'viem'
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { DevelopmentAccountError } from './deploymentErrors.js'
import { deployProtocol } from './deployProtocol.js'
import { assertAccountsAllowed, assertKeysAllowed, DevelopmentKeysError } from './developmentKeys.js'
import { configOf } from './networks/configOf.js'
import { everyRole } from './networks/local.js'

const publicChains = [1, 10, 8453, 42_161, 84_532, 421_614, 11_155_420]
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
        return '0x2105'
      }
      const account = privateKeyToAccount(generatePrivateKey())
      const client = createWalletClient({ account, transport: custom({ request }) })
      const config = configOf('base', everyRole(account.address))
      await expect(deployProtocol(client, config)).rejects.toBeInstanceOf(DevelopmentKeysError)
      expect(methods).toEqual(['eth_chainId'])
    },
  )
})

describe('development accounts', () => {
  const known = mnemonicToAccount(DEVELOPMENT_MNEMONIC, { addressIndex: 7 }).address

  test.each(publicChains)('are refused on chain %i, and the use is named', (chainId) => {
    const check = () => assertAccountsAllowed(chainId, { guardian: known })
    expect(check).toThrow(DevelopmentAccountError)
    expect(check).toThrow('as guardian')
  })

  test('are known in lower case, too', () => {
    const check = () => assertAccountsAllowed(1, { deployer: known.toLowerCase() as typeof known })
    expect(check).toThrow(DevelopmentAccountError)
  })

  test('are found behind others', () => {
    const other = privateKeyToAccount(generatePrivateKey()).address
    expect(() => assertAccountsAllowed(1, { deployer: other, treasurer: known })).toThrow('as treasurer')
    expect(() => assertAccountsAllowed(1, { deployer: other })).not.toThrow()
  })

  test.each(localChains)('are taken on the local chain %i', (chainId) => {
    expect(() => assertAccountsAllowed(chainId, { deployer: known })).not.toThrow()
  })
})
