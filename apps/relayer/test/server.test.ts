import { AcesoError } from '@aceso/core'
import { type PreparedClaim, revertErrors, type SubmitClaimReturnType } from '@aceso/sdk'
import { pino } from 'pino'
import { beforeEach, describe, expect, test } from 'vitest'
import { ClaimForAnotherRelayerError, FeeTooLowError, type Relay } from '../src/relay.js'
import { createServer } from '../src/server.js'
import { account, claim, claimJson } from './fixture.js'

const hash = `0x${'ab'.repeat(32)}` as const
const paid: SubmitClaimReturnType = { status: 'paid', hash, gasUsed: 1n, payout: 100n, fee: 5n }

let submitted: PreparedClaim[]
let logged: string
let outcome: () => Promise<SubmitClaimReturnType>

const write = (line: string) => {
  logged += line
}

function app() {
  const relay: Relay = {
    info: { address: account.address, fee: 5n, chainId: 31_337 },
    log: pino({}, { write }),
    submit(claim) {
      submitted.push(claim)
      return outcome()
    },
    insertDueBatch: async () => false,
    performDueUpkeep: async () => false,
  }
  return createServer(relay)
}

function post(body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return app().request('/v1/claims', { method: 'POST', headers, body: text })
}

async function errorOf(response: Response): Promise<{ code: string; message: string }> {
  const { error } = (await response.json()) as { error: { code: string; message: string } }
  expect(Object.keys(error).sort()).toEqual(['code', 'message'])
  return error
}

beforeEach(() => {
  submitted = []
  logged = ''
  outcome = async () => paid
})

describe('a body of another shape than documented is refused with 400 and never submitted', () => {
  const { claim: stated, payment, evidence } = claimJson
  const { proof } = evidence
  const proven = (changed: unknown) => ({ ...claimJson, evidence: { ...evidence, proof: changed } })

  test.each<[string, unknown]>([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', []],
    ['an empty object', {}],
    ['a chain in words', { ...claimJson, chainId: 'mainnet' }],
    ['a chain below one', { ...claimJson, chainId: 0 }],
    ['a desk that is no address', { ...claimJson, desk: '0x12' }],
    ['no claim', { ...claimJson, claim: undefined }],
    ['no evidence', { ...claimJson, evidence: undefined }],
    ['evidence that is encoded already', { ...claimJson, evidence: '0x12' }],
    ['seven words of proof', proven(proof.slice(1))],
    ['nine words of proof', proven([...proof, '9'])],
    ['a proof of numbers', proven(proof.map(Number))],
    ['a word in hex', proven(['0x1', ...proof.slice(1)])],
    ['a word of more than 256 bits', proven([(2n ** 256n).toString(), ...proof.slice(1)])],
    ['a missing digest', { ...claimJson, evidence: { ...evidence, digest: undefined } }],
    ['a missing nullifier', { ...claimJson, claim: { ...stated, nullifier: undefined } }],
    ['negative units', { ...claimJson, claim: { ...stated, units: '-1' } }],
    ['units with a fraction', { ...claimJson, claim: { ...stated, units: '1.5' } }],
    ['a recipient that is no address', { ...claimJson, payment: { ...payment, recipient: 'me' } }],
    ['a fee of more than 256 bits', { ...claimJson, payment: { ...payment, fee: (2n ** 256n).toString() } }],
    ['a missing deadline', { ...claimJson, payment: { ...payment, deadline: undefined } }],
    ['a missing context', { ...claimJson, context: undefined }],
  ])('%s', async (_, body) => {
    const response = await post(body)
    expect(response.status).toBe(400)
    expect((await errorOf(response)).code).toBe('BadRequest')
    expect(submitted).toEqual([])
  })

  test('a body that does not say that it is JSON', async () => {
    const response = await post(claimJson, {})
    expect(response.status).toBe(400)
    expect((await errorOf(response)).code).toBe('BadRequest')
    expect(submitted).toEqual([])
  })
})

describe('what the relay refuses arrives with its code', () => {
  class TemporaryError extends AcesoError {
    constructor() {
      super('Try later.', { name: 'TemporaryError', metaMessages: ['A detail for the log.'] })
    }
  }

  test.each<[string, AcesoError]>([
    ['ClaimForAnotherRelayerError', new ClaimForAnotherRelayerError()],
    ['FeeTooLowError', new FeeTooLowError(5n)],
    ['ClaimDesk_NullifierSpent', new revertErrors.ClaimDesk_NullifierSpent([14n])],
    ['TemporaryError', new TemporaryError()],
  ])('%s', async (code, error) => {
    outcome = () => Promise.reject(error)
    const response = await post(claimJson)
    expect(response.status).toBe(409)
    expect(await errorOf(response)).toEqual({ code, message: error.shortMessage })
  })

  test.each([
    ['an error', () => Promise.reject(new Error('postgres://admin:secret@db'))],
    ['a type error', () => Promise.reject(new TypeError('cannot read secret of undefined'))],
    [
      'an error with a status that is not of the request',
      () => Promise.reject(Object.assign(new Error('secret'), { status: 503 })),
    ],
  ])('but %s of its own tells nothing, not even to the log', async (_, failing) => {
    outcome = failing
    const response = await post(claimJson)
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(JSON.parse(text).error.code).toBe('Internal')
    expect(text + logged).not.toContain('secret')
    expect(logged).toContain('"event":"failed"')
  })
})

describe('a request is refused', () => {
  test('when its body is too large, whether or not it tells so', async () => {
    const body = JSON.stringify({ ...claimJson, padding: 'x'.repeat(16_384) })
    const type = { 'content-type': 'application/json' }
    const told = await post(body, { ...type, 'content-length': String(body.length) })
    expect(told.status).toBe(413)
    expect((await errorOf(told)).code).toBe('BodyTooLarge')
    const untold = await post(body)
    expect(untold.status).toBe(413)
    expect(submitted).toEqual([])
  })

  test.each([
    ['GET', '/'],
    ['GET', '/v1/claims'],
    ['POST', '/v1/info'],
    ['GET', '/v1/claims/1'],
  ])('when there is no %s %s', async (method, path) => {
    const response = await app().request(path, { method })
    expect(response.status).toBe(404)
    expect((await errorOf(response)).code).toBe('NotFound')
  })
})

describe('a request is answered', () => {
  test('with the transaction, when it is a claim', async () => {
    const response = await post({ ...claimJson, unknown: 'ignored' })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'paid', hash })
    expect(submitted).toEqual([claim])
  })

  test('with the number and time of a claim that is held', async () => {
    const { gasUsed, payout, fee } = paid
    outcome = async () => ({ status: 'held', hash, gasUsed, payout, fee, heldId: 7n, payableAt: 172_800n })
    const response = await post(claimJson)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'held', hash, heldId: '7', payableAt: '172800' })
  })

  test('with account, fee and chain', async () => {
    const response = await app().request('/v1/info')
    expect(await response.json()).toEqual({ address: account.address, fee: '5', chainId: 31_337 })
  })

  test('with its health, and with a description of its API', async () => {
    expect(await (await app().request('/v1/health')).json()).toEqual({ status: 'ok' })
    const { paths } = (await (await app().request('/openapi.json')).json()) as { paths: object }
    expect(Object.keys(paths)).toEqual(['/v1/info', '/v1/claims'])
  })
})
