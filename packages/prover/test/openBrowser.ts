import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Groth16Proof } from '@aceso/core'
import { type Browser, type BrowserContext, chromium, type Page as Tab } from 'playwright-core'
import { build, preview } from 'vite'
import type { CircuitName } from '../src/circuits.js'
import type { Outcome, Page, Run, Verdict } from './page/main.js'

const path = process.env.CHROMIUM ?? '/usr/bin/chromium'
export const hasChromium = existsSync(path)
export const inChromium = hasChromium
  ? 'in Chromium'
  : `in Chromium, skipped: there is none at ${path}; install it, or set CHROMIUM to its path`

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A name that isn't the local host's, so that a page there is not in a secure context.
  '--host-resolver-rules=MAP insecure.test 127.0.0.1',
]

declare global {
  var aceso: Page
}

export type TestBrowser = {
  browser: Browser
  /** The test's page in a profile of its own, with an empty store; its prover fetches from `url`. */
  open(url: string, threads?: number): Promise<TestPage>
  close(): Promise<void>
}
export type TestPage = {
  tab: Tab
  /** All that page and workers wrote to the console, and errors nobody caught. */
  output: string[]
  prove(run: Run): Promise<Outcome>
  verify(circuit: CircuitName, proof: Groth16Proof): Promise<Verdict>
  /** The page once more, in another tab of the same profile. */
  again(): Promise<TestPage>
}

const root = new URL('page', import.meta.url).pathname
const config = { root, configFile: false, logLevel: 'error' } as const

let bundle: Promise<string> | undefined

/** The folder of the built page, which whoever opens the first browser removes in the end. */
async function bundled(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'aceso-page-'))
  await build({ ...config, build: { outDir: folder, emptyOutDir: true, target: 'esnext' } })
  return folder
}

/** Chromium, and the test's page as a bundler builds it of the built package, under a strict content security policy. */
export async function openBrowser(workers = "'self' blob:"): Promise<TestBrowser> {
  const first = bundle === undefined
  bundle ??= bundled()
  const folder = await bundle
  const server = await preview({
    ...config,
    build: { outDir: folder },
    preview: {
      port: 0,
      host: '127.0.0.1',
      allowedHosts: ['insecure.test'],
      headers: {
        'content-security-policy': `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src ${workers}; connect-src http://127.0.0.1:*`,
      },
    },
  })
  const browser = await chromium.launch({ executablePath: path, args: FLAGS })
  const openTab = async (profile: BrowserContext, url: string, threads?: number): Promise<TestPage> => {
    const tab = await profile.newPage()
    const output: string[] = []
    tab.on('console', (message) => output.push(message.text()))
    tab.on('pageerror', (error) => output.push(String(error)))
    await tab.goto(server.resolvedUrls!.local[0]!)
    await tab.evaluate(([url, threads]) => aceso.open(url, threads), [url, threads] as const)
    return {
      tab,
      output,
      prove: (run) => tab.evaluate((run) => aceso.prove(run), run),
      verify: (circuit, proof) =>
        tab.evaluate(([circuit, proof]) => aceso.verify(circuit, proof), [circuit, proof] as const),
      again: () => openTab(profile, url, threads),
    }
  }
  return {
    browser,
    open: async (url, threads) => openTab(await browser.newContext(), url, threads),
    async close() {
      await browser.close()
      await server.close()
      if (!first) return
      rmSync(folder, { recursive: true })
      bundle = undefined
    },
  }
}
