import { formatUnits } from 'viem'
import { ASSET_DECIMALS } from '../network/products.js'

export type Printer = {
  heading(text: string): void
  line(text?: string): void
  /** Shows `title` with the time that goes by, then one line with what `work` did, took and cost. */
  step<T>(title: string, work: () => Promise<T>, describe: (result: T) => StepResult): Promise<T>
}

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
      const spinner = spin(out, () => `  ${color(36, '·')} ${label}${color(2, seconds())}`)
      try {
        const result = await work()
        spinner.stop()
        const { text, cost } = describe(result)
        line(`  ${color(32, '✓')} ${color(1, label)}${text}`)
        line(color(2, `${INDENT}${[seconds(), cost].filter(Boolean).join(' · ')}`))
        return result
      } catch (error) {
        spinner.stop()
        line(`  ${color(31, '✗')} ${color(1, label)}failed after ${seconds()}`)
        throw error
      }
    },
  }
}

/** Redraws a line while something runs; on a terminal only. Elsewhere a slow step says once that it has begun. */
function spin(out: NodeJS.WriteStream, text: () => string): { stop(): void } {
  if (!out.isTTY) return { stop: () => undefined }
  const draw = () => void out.write(`\r\x1b[2K${text()}`)
  draw()
  const timer = setInterval(draw, 200)
  return {
    stop() {
      clearInterval(timer)
      out.write('\r\x1b[2K')
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
