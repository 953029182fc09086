import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { clientAddress } from '../src/http/clientAddress.js'
import { rateLimit } from '../src/http/rateLimit.js'

async function addressOf(remote: string, forwarded?: string, trustProxy = false): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(clientAddress(c, trustProxy)))
  const headers = forwarded ? { 'x-forwarded-for': forwarded } : undefined
  const incoming = { socket: { remoteAddress: remote, remotePort: 1, remoteFamily: 'IPv4' } }
  return (await app.request('/', headers ? { headers } : {}, { incoming })).text()
}

test('a client is known by its address, an IPv6 one by its network', async () => {
  expect(await addressOf('192.0.2.1')).toBe('192.0.2.1')
  expect(await addressOf('::ffff:192.0.2.1')).toBe('::ffff:192.0.2.1')
  const network = await addressOf('2001:db8:1:2:3:4:5:6')
  expect(await addressOf('2001:db8:1:2::9')).toBe(network)
  expect(await addressOf('2001:db8:1:3::9')).not.toBe(network)
  expect(await addressOf('::1')).toBe('0:0:0:0')
})

test('a forwarded address counts behind a proxy only, and only what the proxy wrote', async () => {
  expect(await addressOf('192.0.2.1', '198.51.100.7')).toBe('192.0.2.1')
  expect(await addressOf('192.0.2.1', '10.0.0.1, 198.51.100.7', true)).toBe('198.51.100.7')
})

test('half a minute’s requests may come at once, the rest as time passes', () => {
  let now = 0
  const limit = rateLimit(60, () => now)
  for (let i = 0; i < 30; i++) limit('a')
  expect(() => limit('a')).toThrow(/Too many/)
  limit('b')
  now += 1_000
  limit('a')
  expect(() => limit('a')).toThrow(/Too many/)
})

test('however many clients come, those who are active stay limited', () => {
  const limit = rateLimit(2, () => 0)
  limit('active')
  for (let i = 0; i < 20_000; i++) {
    limit(`passing ${i}`)
    if (i % 5_000 === 0) expect(() => limit('active')).toThrow(/Too many/)
  }
})
