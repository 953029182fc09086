import { formatUnits } from 'viem'
import { ASSET_DECIMALS } from '../network/products.js'

export type Printer = {
  heading(text: string): void
  line(text?: string): void
  /**
   * Shows `title` with the time that goes by and what `work` notes meanwhile, then what it did, took and cost.
   */
  step<T>(title: string, work: (note: Note) => Promise<T>, describe: (result: T) => StepResult): Promise<T>
  /** Says a last word, after which nothing more is printed. */
  end(text: string): void
}

/** Says what is being done. */
type Note = (text: string) => void

/** `cost`: gas or money, as far as there was any. */
export type StepResult = { text: string; cost?: string }

const TITLE = 9
const TIME = 8
/** Where a step's text begins: after a mark, its title and its time. */
const MARGIN = 4 + TITLE + TIME + 2
const WIDTH = 80

export function createPrinter(out: NodeJS.WriteStream = process.stdout): Printer {
  let ended = false
  let drawing: { stop(): void } | undefined
  const write = (text: string) => {
    if (!ended) out.write(text)
  }
  const color = (code: number, text: string) =>
    out.isTTY && !process.env.NO_COLOR ? `\x1b[${code}m${text}\x1b[0m` : text
  const line = (text = '') => write(`${text}\n`)
  const width = () => Math.max(40, Math.min(out.columns || WIDTH, 110))

  return {
    line,
    heading: (text) => line(`\n${color(1, text)}\n`),
    async step(title, work, describe) {
      const started = performance.now()
      const time = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
      const head = (mark: string, hue: number) =>
        `  ${color(hue, mark)} ${color(1, title.padEnd(TITLE))}${time().padStart(TIME)}  `
      let doing = ''
      const plainHead = () => `  · ${title.padEnd(TITLE)}${time().padStart(TIME)}  `
      const progress = showProgress(out, write, () =>
        `${plainHead()}${doing}`.trimEnd().slice(0, width() - 1),
      )
      drawing = progress
      try {
        const result = await work((text) => {
          doing = text
        })
        progress.stop()
        const { text, cost } = describe(result)
        const rows = wrap(cost ? `${text} (${cost})` : text, width() - MARGIN - 1)
        line(`${head('✓', 32)}${rows.join(`\n${' '.repeat(MARGIN)}`)}`)
        return result
      } catch (error) {
        progress.stop()
        line(`${head('✗', 31)}failed`)
        throw error
      }
    },
    end(text) {
      drawing?.stop()
      line(text)
      ended = true
    },
  }
}

/** The text in rows of at most `width` characters, or of one word that is longer. */
function wrap(text: string, width: number): string[] {
  const rows: string[] = []
  for (const word of text.split(' ')) {
    const last = rows.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width)
      rows[rows.length - 1] = `${last} ${word}`
    else rows.push(word)
  }
  return rows
}

/** Milliseconds between two looks at something that runs: on a terminal, and in a file. */
const REDRAW = 200
const REPEAT = 10_000

/** Redraws a line while something runs; where there is no terminal, adds one every ten seconds. */
function showProgress(
  out: NodeJS.WriteStream,
  write: (text: string) => void,
  text: () => string,
): { stop(): void } {
  const draw = () => write(out.isTTY ? `\r\x1b[2K${text()}` : `${text()}\n`)
  if (out.isTTY) draw()
  const timer = setInterval(draw, out.isTTY ? REDRAW : REPEAT)
  let stopped = false
  return {
    stop() {
      clearInterval(timer)
      if (out.isTTY && !stopped) write('\r\x1b[2K')
      stopped = true
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
