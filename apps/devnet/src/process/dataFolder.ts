import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AcesoError } from '@aceso/core'

export class FolderInUseError extends AcesoError {
  constructor(folder: string, pid: number) {
    super(
      `${folder} belongs to a running network (process ${pid}). Stop it, or choose another folder with --data.`,
      {
        name: 'FolderInUseError',
      },
    )
  }
}

export class FolderUnusableError extends AcesoError {
  constructor(folder: string, cause: Error) {
    super(`${folder} can not be made or written. Make it yours, or choose another folder with --data.`, {
      name: 'FolderUnusableError',
      metaMessages: [cause.message],
      cause,
    })
  }
}

/** A network's folder, held by this process until `release`. */
export type DataFolder = { path: string; release(): void }

/** Holds `path` for this process; a lock left by a process that is gone is taken over. */
export function holdFolder(path: string): DataFolder {
  const lock = join(path, 'lock')
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    const holder = holderOf(lock)
    if (holder !== undefined) throw new FolderInUseError(path, holder)
    rmSync(lock, { force: true })
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if (error instanceof FolderInUseError) throw error
    // Another start was faster by a moment.
    const holder = holderOf(lock)
    if (holder !== undefined) throw new FolderInUseError(path, holder)
    throw new FolderUnusableError(path, error as Error)
  }
  return { path, release: () => rmSync(lock, { force: true }) }
}

/** The first folder of `base`, `base-2`, `base-3`, … that no running network holds. */
export function holdFreeFolder(base: string): DataFolder {
  for (let i = 1; ; i++) {
    try {
      return holdFolder(i === 1 ? base : `${base}-${i}`)
    } catch (error) {
      if (!(error instanceof FolderInUseError)) throw error
    }
  }
}

function holderOf(lock: string): number | undefined {
  if (!existsSync(lock)) return undefined
  const pid = Number(readFileSync(lock, 'utf8'))
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
