import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/**
 * Who asks, for the rate limit. An IPv6 client owns a whole /64, so that counts as one. A forwarded address is
 * believed only where the configuration says that a proxy stands in front: the last one, which the proxy wrote.
 */
export function clientAddress(c: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  const address = forwarded || getConnInfo(c).remote.address || 'unknown'
  const isV6 = address.includes(':') && !address.startsWith('::ffff:')
  return isV6 ? network(address) : address
}

function network(address: string): string {
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
  return [...groups, ...Array(missing).fill('0')].slice(0, 4).join(':')
}
