import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createPrinter, date, gas, money } from '../src/walk/printer.js'

const ESC = String.fromCharCode(27)

let written: string

function outTo(isTTY: boolean): NodeJS.WriteStream {
  const write = (text: string) => {
    written += text
    return true
  }
  return { isTTY, write } as unknown as NodeJS.WriteStream
}

beforeEach(() => {
  written = ''
  vi.stubEnv('NO_COLOR', undefined)
  vi.useFakeTimers()
})

afterEach(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

const takes = (milliseconds: number) => () =>
  new Promise<string>((resolve) => {
    setTimeout(() => resolve('done'), milliseconds)
  })

describe('a step', () => {
  test('that fails says so, and throws what its work threw', async () => {
    const failure = new Error('offline')
    const failing = createPrinter(outTo(false)).step(
      'Buy',
      () => Promise.reject(failure),
      () => ({ text: 'never' }),
    )
    await expect(failing).rejects.toBe(failure)
    expect(written).toBe('  ✗ Buy         0.0 s  failed\n')
  })

  test('prints what its work did, took and cost', async () => {
    const step = createPrinter(outTo(false)).step('Buy', takes(1_500), (result) => ({
      text: `It is ${result}.`,
      cost: '5 gas',
    }))
    await vi.advanceTimersByTimeAsync(1_500)
    expect(await step).toBe('done')
    expect(written).toBe('  ✓ Buy         1.5 s  It is done. (5 gas)\n')
  })

  test('that is slow says every ten seconds what it does, where there is no terminal', async () => {
    const step = createPrinter(outTo(false)).step(
      'Network',
      async (note) => {
        note('filling the hospital')
        return takes(12_000)()
      },
      (text) => ({ text }),
    )
    await vi.advanceTimersByTimeAsync(10_000)
    expect(written).toBe('  · Network    10.0 s  filling the hospital\n')
    await vi.advanceTimersByTimeAsync(2_000)
    await step
  })

  test('that cost nothing prints its time alone', async () => {
    const step = createPrinter(outTo(false)).step('Buy', takes(0), (text) => ({ text }))
    await vi.advanceTimersByTimeAsync(0)
    await step
    expect(written).toBe('  ✓ Buy         0.0 s  done\n')
  })

  test('stays within 80 columns, but for a word that is longer', async () => {
    const address = `0x${'9'.repeat(80)}`
    const text = `The relayer submits what the policyholder has proved; all of it arrives at ${address}, at once.`
    const step = createPrinter(outTo(false)).step('Pay', takes(0), () => ({ text, cost: '417,364 gas' }))
    await vi.advanceTimersByTimeAsync(0)
    await step
    const rows = written.trimEnd().split('\n')
    expect(rows.filter((row) => row.length >= 80)).toEqual([`${' '.repeat(23)}${address},`])
    expect(rows.map((row) => row.trim()).join(' ')).toContain(`${text} (417,364 gas)`)
  })

  test('shows no more than fits into a row while it runs', async () => {
    const step = createPrinter(outTo(true)).step(
      'Network',
      async (note) => {
        note('waiting for '.repeat(20))
        return takes(400)()
      },
      (text) => ({ text }),
    )
    await vi.advanceTimersByTimeAsync(400)
    await step
    const rows = written.split(/[\r\n]/).map((row) => row.replace(`${ESC}[2K`, ''))
    expect(rows.filter((row) => row.startsWith('  ·') && row.length >= 80)).toEqual([])
  })

  test('prints nothing after the last word, whatever it comes to', async () => {
    const print = createPrinter(outTo(true))
    const step = print.step('Prove', takes(1_000), (text) => ({ text }))
    print.end('Stopping…')
    const said = written
    expect(said.endsWith('Stopping…\n')).toBe(true)
    await vi.advanceTimersByTimeAsync(1_000)
    await step
    expect(written).toBe(said)
  })

  test('shows the time go by on a terminal, and stops when it ends or fails', async () => {
    const print = createPrinter(outTo(true))
    const step = print.step('Prove', takes(1_000), (text) => ({ text }))
    await vi.advanceTimersByTimeAsync(1_000)
    await step
    for (const time of ['0.0 s', '0.2 s', '0.8 s']) expect(written).toContain(time)
    expect(vi.getTimerCount()).toBe(0)
    const failing = print.step(
      'Pay',
      () => Promise.reject(new Error('offline')),
      () => ({ text: 'never' }),
    )
    await expect(failing).rejects.toThrow('offline')
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('colours', () => {
  test('stay out of files, and away where they are not wanted', () => {
    createPrinter(outTo(false)).heading('The pool')
    vi.stubEnv('NO_COLOR', '1')
    createPrinter(outTo(true)).heading('The pool')
    expect(written).toBe('\nThe pool\n\n'.repeat(2))
  })

  test('are used on a terminal', () => {
    createPrinter(outTo(true)).heading('The pool')
    expect(written).toBe(`\n${ESC}[1mThe pool${ESC}[0m\n\n`)
  })
})

describe('amounts', () => {
  test.each([
    [0n, '0.00 TUSD'],
    [1n, '0.00 TUSD'],
    [10_000n, '0.01 TUSD'],
    [1_999_999n, '1.99 TUSD'],
    [999_000_000n, '999.00 TUSD'],
    [1_000_500_000n, '1,000.50 TUSD'],
    [1_234_567_890_000n, '1,234,567.89 TUSD'],
  ])('%s units are %s', (assets, text) => {
    expect(money(assets)).toBe(text)
  })

  test('gas has its thousands apart', () => {
    expect([0n, 999n, 21_000n, 1_234_567n].map(gas)).toEqual([
      '0 gas',
      '999 gas',
      '21,000 gas',
      '1,234,567 gas',
    ])
  })

  test('a time is given to the minute, in UTC', () => {
    expect(date(1_750_000_059n)).toBe('2025-06-15 15:07')
  })
})
