import { formatUnits } from 'viem'
import { ASSET_DECIMALS } from '../network/products.js'

export type Printer = {
  heading(text: string): void
  line(text?: string): void
  /**
   * Shows `title` with the time that goes by and what `work` notes meanwhile, then what it did, took and cost.
   */
  step<T>(title: string, work: (note: Note) => Promise<T>, describe: (result: T) => StepResult): Promise<T>
}

/** Says what is being done. */
type Note = (text: string) => void

/** `cost`: gas or money, as far as there was any. */
export type StepResult = { text: string; cost?: string }

const INDENT = '                 '

export function createPrinter(out: NodeJS.WriteStream = process.stdout): Printer {
  const color = (code: number, text: string) =>
    out.isTTY && !process.env.NO_COLOR ? `\x1b[${code}m${text}\x1b[0m` : text
  const line = (text = '') => void out.write(`${text}\n`)
  return {
    line,
    heading: (text) => line(`\n${color(1, text)}\n`),
    async step(title, work, describe) {
      const started = performance.now()
      const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
      const label = title.padEnd(INDENT.length - 4)
      let doing = ''
      const progress = showProgress(out, () => [label, seconds().padStart(7), '  ', doing].join(''))
      try {
        const result = await work((text) => {
          doing = text
        })
        progress.stop()
        const { text, cost } = describe(result)
        line(`  ${color(32, '✓')} ${color(1, label)}${text}`)
        line(color(2, `${INDENT}${[seconds(), cost].filter(Boolean).join(' · ')}`))
        return result
      } catch (error) {
        progress.stop()
        line(`  ${color(31, '✗')} ${color(1, label)}failed after ${seconds()}`)
        throw error
      }
    },
  }
}

/** Milliseconds between two looks at something that runs: on a terminal, and in a file. */
const REDRAW = 200
const REPEAT = 10_000

/** Redraws a line while something runs; where there is no terminal, adds one every ten seconds. */
function showProgress(out: NodeJS.WriteStream, text: () => string): { stop(): void } {
  const draw = () => void out.write(out.isTTY ? `\r\x1b[2K  · ${text()}` : `  · ${text()}\n`)
  if (out.isTTY) draw()
  const timer = setInterval(draw, out.isTTY ? REDRAW : REPEAT)
  return {
    stop() {
      clearInterval(timer)
      if (out.isTTY) out.write('\r\x1b[2K')
    },
  }
}

/** Asset units as dollars. */
export function money(assets: bigint): string {
  const [whole = '0', cents = ''] = formatUnits(assets, ASSET_DECIMALS).split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents.padEnd(2, '0').slice(0, 2)} TUSD`
}

export function gas(gasUsed: bigint): string {
  return `${gasUsed.toString().replace(/\B(?=(\d{3})+$)/g, ',')} gas`
}

export function date(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' ')
}
