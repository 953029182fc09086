/** Works on all items, a few at a time, and on no more of them once one has failed. */
export async function inParallel<T>(
  items: readonly T[],
  workers: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const open = [...items].reverse()
  const run = async () => {
    for (let item = open.pop(); item !== undefined; item = open.pop()) {
      await work(item).catch((error: unknown) => {
        open.length = 0
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: Math.min(workers, items.length) }, run))
}
