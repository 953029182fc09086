const loopback = new Set(['127.0.0.1', '[::1]', 'localhost'])

/**
 * True when an app may be sent back to `uri`. A registered address must match exactly; on loopback any port will
 * do (RFC 8252, 7.3), and a registered path that ends in `/*` stands for every path.
 */
export function redirectAllowed(registered: readonly string[], uri: string): boolean {
  if (registered.includes(uri)) return true
  if (!URL.canParse(uri)) return false
  const url = new URL(uri)
  if (url.hash || url.username || url.password || url.protocol !== 'http:') return false
  return registered.some((candidate) => {
    if (!URL.canParse(candidate)) return false
    const pattern = new URL(candidate)
    if (pattern.protocol !== 'http:' || !loopback.has(pattern.hostname)) return false
    if (pattern.hostname !== url.hostname) return false
    if (pattern.pathname.endsWith('/*')) return url.pathname.startsWith(pattern.pathname.slice(0, -1))
    return pattern.pathname === url.pathname && pattern.search === url.search
  })
}
