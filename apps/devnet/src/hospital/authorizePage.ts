import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'

const style = `
:root { color-scheme: light dark; --ink: #14302f; --soft: #4d6866; --line: #b9cfcc; --paper: #fff; --ground: #e9f2f0; --accent: #0b6b62; --warn: #a4262c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8f3f1; --soft: #a8c2bf; --line: #3d5a57; --paper: #132625; --ground: #0b1817; --accent: #5cc9bb; --warn: #ff9d96; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; padding: 2rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--paper); }
h1 { margin: 0 0 .25rem; font-size: 1.4rem; line-height: 1.25; }
p { margin: 0 0 1rem; color: var(--soft); }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { width: 100%; margin-top: .25rem; padding: .65rem .75rem; border: 1px solid var(--soft); border-radius: .5rem; background: transparent; color: inherit; font: inherit; }
button { width: 100%; margin-top: 1.5rem; padding: .75rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer; }
input:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role=alert] { margin: 1rem 0 0; color: var(--warn); font-weight: 600; }
details { margin-top: 1.5rem; border-top: 1px solid var(--line); padding-top: 1rem; color: var(--soft); }
summary { cursor: pointer; }
ul { padding-left: 1.25rem; margin: .5rem 0 0; }
code { color: var(--ink); }
`

const styleHash = createHash('sha256').update(style).digest('base64')

/** No scripts, no frames; the form may lead only to the hospital and on to the app that asked. */
export function pageHeaders(redirectOrigin?: string): Record<string, string> {
  const form = redirectOrigin ? `'self' ${redirectOrigin}` : "'none'"
  return {
    'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${form}; frame-ancestors 'none'; base-uri 'none'`,
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  }
}

type LoginPage = {
  /** The authorization request, carried through the form. */
  fields: Record<string, string>
  accounts: readonly { username: string; password: string; name: string }[]
  username?: string
  failed?: boolean
}

export function loginPage({ fields, accounts, username = '', failed = false }: LoginPage) {
  const body = html`<h1>Sandbox hospital</h1>
    <p>Sign in to let <strong>Aceso</strong> know which record is yours. It learns your patient number, nothing else.</p>
    <form method="post" action="/oauth/authorize">
      ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
      <label for="username">User name</label>
      <input id="username" name="username" value="${username}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus aria-invalid="${failed}" aria-describedby="failure">
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required aria-invalid="${failed}" aria-describedby="failure">
      <div id="failure" ${failed ? raw('role="alert"') : ''}>${failed ? 'User name or password is wrong.' : ''}</div>
      <button type="submit">Sign in</button>
    </form>
    <details>
      <summary>Patients of this sandbox</summary>
      <ul>${accounts.map(
        (account) =>
          html`<li>${account.name}: <code>${account.username}</code>, password <code>${account.password}</code></li>`,
      )}</ul>
    </details>`
  return document('Sign in · Sandbox hospital', body)
}

export function errorPage(message: string) {
  return document(
    'Request refused · Sandbox hospital',
    html`<h1>This sign-in can't go on</h1><p role="alert">${message}</p><p>Go back to the app and start again.</p>`,
  )
}

function document(title: string, body: ReturnType<typeof html>) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body><main>${body}</main></body>
</html>`
}
