/** Runs `stop` once, on a signal to end or when the process that started this one is gone. */
export function stopWithParent(stop: () => Promise<void>): void {
  let stopping = false
  const once = () => {
    if (stopping) return
    stopping = true
    void stop().finally(() => process.exit(0))
  }
  process.once('SIGINT', once)
  process.once('SIGTERM', once)
  if (process.env.ACESO_PARENT_WATCH === '1') process.stdin.once('close', once).resume()
}
