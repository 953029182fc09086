/** Milliseconds: the largest gap between two turns of timers and of frames, and the longest of the long tasks. */
export type MainThread = { timers: number; frames: number; longTask: number }

/** The worst of the page's main thread while `work` runs. */
export async function watchMainThread(work: () => Promise<unknown>): Promise<MainThread> {
  const worst: MainThread = { timers: 0, frames: 0, longTask: 0 }
  const see = (entries: PerformanceEntryList) => {
    for (const { duration } of entries) worst.longTask = Math.max(worst.longTask, duration)
  }
  const observer = new PerformanceObserver((list) => see(list.getEntries()))
  observer.observe({ type: 'longtask' })
  let watching = true
  const repeat = (kind: 'timers' | 'frames', schedule: (turn: () => void) => unknown) => {
    let last = performance.now()
    const turn = () => {
      const now = performance.now()
      worst[kind] = Math.max(worst[kind], now - last)
      last = now
      if (watching) schedule(turn)
    }
    schedule(turn)
  }
  repeat('timers', (turn) => setTimeout(turn, 4))
  repeat('frames', requestAnimationFrame)
  await work()
  watching = false
  see(observer.takeRecords())
  observer.disconnect()
  return worst
}
