import { AcesoError } from '@aceso/core'
import { OptionError } from '../../options.mjs'

/** What went wrong in words for whoever sits before the terminal; a stack only where it is nobody's fault but ours. */
export function explain(error: unknown): string {
  if (error instanceof OptionError) return `${error.message} See npm start -- --help.`
  if (error instanceof AcesoError) return [error.shortMessage, ...(error.metaMessages ?? [])].join('\n')
  if (!(error instanceof Error)) return String(error)
  return ofTheMachine(error) ?? error.stack ?? error.message
}

function ofTheMachine({ code, path }: NodeJS.ErrnoException): string | undefined {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full${path ? `: ${path} could not be written` : ''}. A network needs about 400 MB; make room, or choose a folder elsewhere with --data.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${path ?? 'A file'} can not be written. Make it yours, or choose another folder with --data.`
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path ?? 'A path'} is not a folder. Choose another with --data.`
    case 'ENOMEM':
      return 'There is not enough memory. A network takes about 1.5 GB; end other programs and start again.'
    case 'EMFILE':
      return 'Too many files are open. Raise the limit (ulimit -n 4096) and start again.'
    default:
      return undefined
  }
}
