// SPDX-License-Identifier: GPL-3.0-or-later

/** Runs something and says every `interval` milliseconds how long it has been going on. */
export async function withProgress<T>(
  what: string,
  run: () => Promise<T>,
  print: (line: string) => void,
  interval = 15_000,
): Promise<T> {
  const begin = performance.now()
  const elapsed = () => ((performance.now() - begin) / 1000).toFixed(0)
  const beat = setInterval(() => print(`${what}, ${elapsed()} s so far`), interval)
  try {
    return await run()
  } finally {
    clearInterval(beat)
  }
}
