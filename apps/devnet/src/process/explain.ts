import { AcesoError } from '@aceso/core'
import { OptionError } from '../../options.mjs'

/** What went wrong in words for whoever sits before the terminal; a stack only where it is nobody's fault but ours. */
export function explain(error: unknown): string {
  if (error instanceof OptionError) return `${error.message} See npm start -- --help.`
  if (!(error instanceof Error)) return String(error)
  const advice = adviceOn(error)
  if (error instanceof AcesoError) {
    return [error.shortMessage, ...(error.metaMessages ?? []), ...(advice ? [advice] : [])].join('\n')
  }
  return advice ? `${error.message}\n${advice}` : (error.stack ?? error.message)
}

/** What to do about the machine, where what a process said shows that it lies there. */
function adviceOn({ message }: Error): string | undefined {
  if (/ENOSPC|EDQUOT|no space left on device|No space left/i.test(message))
    return 'The disk is full. A network takes about 400 MB: make room, or choose a folder elsewhere with --data.'
  if (/\b(EACCES|EPERM|EROFS)\b/.test(message))
    return "It can't be written there. Make the folder yours, or choose another with --data."
  if (/ENOMEM|heap out of memory|Out of memory|SIGKILL/.test(message))
    return 'There may not be enough memory: a network takes about 1.7 GB. End other programs and start again.'
  if (/\bEMFILE\b/.test(message))
    return 'Too many files are open: raise the limit (ulimit -n 4096) and start again.'
  return undefined
}
