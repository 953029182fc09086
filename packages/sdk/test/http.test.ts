import type { IncomingMessage, RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { requestJson, ServiceRefusedError, ServiceUnavailableError } from '../src/index.js'
import { type Service, startService } from './service.js'

const services: Service[] = []

async function serving(answer: RequestListener): Promise<string> {
  const service = await startService(answer)
  services.push(service)
  return service.url
}

const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  serving((_, response) => response.writeHead(status, headers).end(body))

async function failureOf(request: Promise<unknown>): Promise<unknown> {
  return request.then(
    () => expect.fail('the request did not fail'),
    (error: unknown) => error,
  )
}

afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()))
})

describe('a service is unavailable', () => {
  test('when nothing listens', async () => {
    const service = await startService(() => undefined)
    await service.close()
    const error = await failureOf(requestJson({ url: service.url, path: '/v1/info' }))
    expect(error).toBeInstanceOf(ServiceUnavailableError)
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      url: service.url,
      shortMessage: `${service.url} did not answer: ECONNREFUSED.`,
    })
  })

  test('when it is too slow to begin, and when it is too slow to end', async () => {
    const silent = await serving(() => undefined)
    const endless = await serving((_, response) => void response.writeHead(200).write('{"a":'))
    for (const url of [silent, endless]) {
      const error = await failureOf(requestJson({ url, path: '/', timeout: 50 }))
      expect(error).toBeInstanceOf(ServiceUnavailableError)
      expect(error).toMatchObject({ shortMessage: `${url} did not answer: no answer within 0.05 s.` })
    }
  })

  test('when it hangs up', async () => {
    const url = await serving((request) => request.socket.destroy())
    expect(await failureOf(requestJson({ url, path: '/' }))).toBeInstanceOf(ServiceUnavailableError)
  })

  test.each(['', 'OK', '<html>', '{"a":1'])('when its answer is %j, which is no JSON', async (body) => {
    const url = await answering(200, body)
    const error = await failureOf(requestJson({ url, path: '/' }))
    expect(error).toBeInstanceOf(ServiceUnavailableError)
    expect(error).toMatchObject({ shortMessage: `${url} did not answer: the answer is not JSON.` })
  })

  test('when something in between answers for it', async () => {
    const url = await answering(502, '<html>Bad gateway</html>')
    expect(await failureOf(requestJson({ url, path: '/' }))).toBeInstanceOf(ServiceUnavailableError)
  })

  test('when it sends the request elsewhere', async () => {
    let asked = 0
    const elsewhere = await serving((_, response) => {
      asked++
      response.end('{}')
    })
    const url = await answering(307, '', { location: elsewhere })
    expect(await failureOf(requestJson({ url, path: '/', body: '{}' }))).toBeInstanceOf(
      ServiceUnavailableError,
    )
    expect(asked).toBe(0)
  })

  test('when the address is none', async () => {
    expect(await failureOf(requestJson({ url: 'nowhere', path: '/' }))).toBeInstanceOf(
      ServiceUnavailableError,
    )
  })
})

describe('a service refuses', () => {
  test('with a code and a sentence of its own', async () => {
    const body = JSON.stringify({ error: { code: 'FeeTooLowError', message: 'The fee is 5.' } })
    const url = await answering(409, body)
    const error = await failureOf(requestJson({ url, path: '/v1/claims', body: '{}' }))
    expect(error).toBeInstanceOf(ServiceRefusedError)
    expect(error).toMatchObject({
      name: 'ServiceRefusedError',
      url,
      code: 'FeeTooLowError',
      shortMessage: `${url} refused: The fee is 5.`,
    })
  })

  test.each([
    ['120', 120],
    ['999999999', 86_400],
    ['-5', undefined],
    ['soon', undefined],
    ['1e9', undefined],
    ['9999999999', undefined],
  ])('and says that it is worth asking again in %s', async (stated, seconds) => {
    const body = JSON.stringify({ error: { code: 'HospitalBusy', message: 'Try again.' } })
    const error = await failureOf(
      requestJson({ url: await answering(503, body, { 'retry-after': stated }), path: '/' }),
    )
    expect((error as ServiceRefusedError).retryAfter).toBe(seconds)
  })

  test.each(['null', '{}', '[]', '"no"', '{"error":null}', '{"error":"no"}'])(
    'with its status when the body %s says nothing',
    async (body) => {
      const url = await answering(404, body)
      const error = await failureOf(requestJson({ url, path: '/' }))
      expect(error).toBeInstanceOf(ServiceRefusedError)
      expect(error).toMatchObject({ code: '404', shortMessage: `${url} refused: Not Found` })
    },
  )
})

describe('a request', () => {
  type Seen = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { body: string }

  async function echo(): Promise<string> {
    return serving(async (request, response) => {
      const { method, url, headers } = request
      let body = ''
      for await (const chunk of request) body += chunk
      response.end(JSON.stringify({ method, url, headers, body } satisfies Seen))
    })
  }

  test('without a body gets', async () => {
    const seen = await requestJson<Seen>({ url: await echo(), path: '/v1/info' })
    expect(seen).toMatchObject({ method: 'GET', url: '/v1/info', body: '' })
    expect(seen.headers).toMatchObject({ accept: 'application/json' })
    expect(seen.headers).not.toHaveProperty('content-type')
  })

  test('posts exactly the body that was signed, with its headers', async () => {
    const body = '{ "subject":"1"  }'
    const headers = { 'aceso-timestamp': '5' }
    const seen = await requestJson<Seen>({ url: await echo(), path: '/v1/x', body, headers })
    expect(seen).toMatchObject({ method: 'POST', url: '/v1/x', body })
    expect(seen.headers).toMatchObject({ 'content-type': 'application/json', 'aceso-timestamp': '5' })
  })
})
