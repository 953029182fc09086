import { errorsAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'
import {
  type Abi,
  type AbiParameter,
  BaseError,
  ContractFunctionRevertedError,
  encodeErrorResult,
  type Hex,
  RawContractError,
  RpcRequestError,
  zeroAddress,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { RevertError, revertErrors, toRevertError, UnknownRevertError } from '../src/index.js'

/** Any argument of a type that errors have. */
function argumentOf({ type }: AbiParameter): unknown {
  const array = /^(.+)\[(\d+)\]$/.exec(type)
  if (array) return Array(Number(array[2])).fill(argumentOf({ type: array[1]! }))
  if (type === 'address') return zeroAddress
  if (type === 'string') return 'text'
  if (type === 'bool') return true
  if (type.startsWith('bytes')) return `0x${'01'.repeat(Number(type.slice(5) || 1))}`
  return Number(/\d+$/.exec(type)?.[0] ?? 256) <= 48 ? 7 : 7n
}

function revertDataOf({ name, inputs }: (typeof errorsAbi)[number]) {
  const args = (inputs as readonly AbiParameter[]).map(argumentOf)
  return { args, data: encodeErrorResult({ abi: errorsAbi as Abi, errorName: name, args }) }
}

/** What a client throws: the data sits in some cause. */
const thrown = (data: unknown) =>
  new BaseError('the call failed', { cause: Object.assign(new Error('reverted'), { data }) })

const spent = errorsAbi.find(({ name }) => name === 'ClaimDesk_NullifierSpent')!
const { data: spentData } = revertDataOf(spent)

describe('an error that is no known revert', () => {
  test.each([
    ['a plain error', new Error('offline')],
    ['a plain error with data', Object.assign(new Error('offline'), { data: spentData })],
    ['an error of the client without data', new BaseError('timeout')],
    ['an error whose cause has none either', new BaseError('x', { cause: new Error('y') })],
    ['empty revert data', thrown('0x')],
    ['data shorter than a selector', thrown('0x123456')],
    ['data that is no hex', thrown('reverted')],
    ['data of another kind', thrown({ code: 3 })],
    ['a string', 'offline'],
    ['nothing', undefined],
  ])('comes back as it is: %s', (_, error) => {
    expect(toRevertError(error)).toBe(error)
  })

  test.each<[string, Hex]>([
    ['with an unknown selector', '0xdeadbeef'],
    ['with arguments missing', spentData.slice(0, 10) as Hex],
    ['with a reason in words', encodeErrorResult({ abi: reasonAbi(), errorName: 'Error', args: ['no'] })],
    ['that panics', encodeErrorResult({ abi: panicAbi(), errorName: 'Panic', args: [17n] })],
  ])('is unknown: a revert %s', (_, data) => {
    const cause = thrown(data)
    const error = toRevertError(cause)
    expect(error).toBeInstanceOf(UnknownRevertError)
    expect(error).toMatchObject({ name: 'UnknownRevertError', cause })
  })
})

describe('a revert', () => {
  test.each(errorsAbi.map((error) => [error.name, error] as const))('%s has its own class', (name, error) => {
    const { args, data } = revertDataOf(error)
    const cause = thrown(data)
    const typed = toRevertError(cause)
    expect(typed).toBeInstanceOf(revertErrors[name])
    expect(typed).toBeInstanceOf(RevertError)
    expect(typed).toBeInstanceOf(AcesoError)
    expect(typed).toMatchObject({ name, args, cause })
    expect((typed as RevertError).shortMessage).toMatch(/^[A-Z].+\.$/)
  })

  test('classes are as many as errors, and none is another', () => {
    const names = errorsAbi.map(({ name }) => name)
    expect(Object.keys(revertErrors).sort()).toEqual([...names].sort())
    expect(new Set(Object.values(revertErrors)).size).toBe(names.length)
    const error = toRevertError(thrown(spentData))
    const others = names.filter((name) => name !== spent.name)
    for (const name of others) expect(error).not.toBeInstanceOf(revertErrors[name])
  })

  test('is found however deep and wherever the client keeps its data', () => {
    const body = { method: 'eth_call' }
    const rpcError = new RpcRequestError({
      body,
      url: 'http://localhost',
      error: { code: 3, message: 'execution reverted', data: spentData },
    })
    const revertedWithoutAbi = new ContractFunctionRevertedError({
      abi: [],
      functionName: 'submitClaim',
      cause: new RawContractError({ data: spentData }),
      data: spentData,
    })
    for (const error of [
      rpcError,
      new RawContractError({ data: spentData }),
      new RawContractError({ data: { data: spentData } }),
      new BaseError('outer', { cause: new BaseError('inner', { cause: rpcError }) }),
      thrown({ data: spentData }),
      revertedWithoutAbi,
    ])
      expect(toRevertError(error)).toBeInstanceOf(revertErrors.ClaimDesk_NullifierSpent)
  })
})

function reasonAbi() {
  return [{ type: 'error', name: 'Error', inputs: [{ name: 'reason', type: 'string' }] }] as const
}

function panicAbi() {
  return [{ type: 'error', name: 'Panic', inputs: [{ name: 'code', type: 'uint256' }] }] as const
}
