import { gzipSync } from 'node:zlib'
import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import { rewriteAnswer } from './answers.js'
import { type Fault, faults } from './faults.js'
import type { Call, Moods } from './moods.js'

type Env = HttpBindings | Http2Bindings
type Fetch = (request: Request, env: Env) => Response | Promise<Response>

/** Stands in front of the hospital's routes and gives it moods: what is asked and answered passes through here. */
export function moodyFetch(
  next: Fetch,
  moodsNow: () => Moods,
  baseNow: () => string,
  onCall: (call: Call) => void = () => {},
): Fetch {
  const faultOf = faults()
  return async (request, env) => {
    const moods = moodsNow()
    const call = callOf(request)
    if (!call) return next(request, env)
    onCall(call)
    const fault = faultOf(moods, call, request.headers.get('authorization'))
    if (fault) return refuse(fault, env)
    const answer = await next(call === 'search' || call === 'page' ? asked(request, moods) : request, env)
    if (!answer.ok) return answer
    const text = rewriteAnswer(await answer.text(), { call, moods, base: baseNow() })
    return encoded(text, answer, moods)
  }
}

/** Nothing for what no mood is about: discovery, keys, the portal, and what is written. */
function callOf({ method, url }: Request): Call | undefined {
  const { pathname, searchParams } = new URL(url)
  if (method === 'POST') return pathname === '/oauth/token' ? 'token' : undefined
  const [, type, id] = /^\/fhir\/R4\/([A-Z][A-Za-z]+)(?:\/([^/]+))?$/.exec(pathname) ?? []
  if (method !== 'GET' || !type) return undefined
  if (id) return 'read'
  return searchParams.has('_offset') ? 'page' : 'search'
}

function asked(request: Request, { ignores = [], pageSize }: Moods): Request {
  const url = new URL(request.url)
  for (const name of ignores) url.searchParams.delete(name)
  const count = Number(url.searchParams.get('_count') ?? Number.POSITIVE_INFINITY)
  if (pageSize !== undefined) url.searchParams.set('_count', `${Math.min(pageSize, count)}`)
  return new Request(url, { headers: request.headers })
}

function refuse({ status, retryAfter, date }: Fault, { incoming }: Env): Response {
  if (status === 'reset') {
    incoming.socket.destroy()
    return new Response()
  }
  const headers = { ...(retryAfter ? { 'retry-after': retryAfter } : {}), ...(date ? { date } : {}) }
  return new Response(null, { status, headers })
}

function encoded(text: string, { status, headers }: Response, moods: Moods): Response {
  const body = `${moods.byteOrderMark ? '\uFEFF' : ''}${text}${' '.repeat(moods.padding ?? 0)}`
  const changed = new Headers(headers)
  changed.delete('content-length')
  if (!moods.gzip) return new Response(body, { status, headers: changed })
  changed.set('content-encoding', 'gzip')
  return new Response(gzipSync(body), { status, headers: changed })
}
