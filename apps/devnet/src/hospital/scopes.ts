import type { KeptType } from './definitions.js'

/** SMART's letters: create, read, update, delete, search. */
export type Operation = 'c' | 'r' | 'u' | 'd' | 's'

const version1: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' }
const systemScope = /^system\/(\*|[A-Z][A-Za-z]+)\.(read|write|\*|c?r?u?d?s?)$/

/** True when `scopes` (SMART 1 or 2, separated by spaces) allow the operation on the type. */
export function allows(scopes: string, type: KeptType | string, operation: Operation): boolean {
  return scopes.split(' ').some((scope) => {
    const [, resource, letters = ''] = systemScope.exec(scope) ?? []
    return (resource === '*' || resource === type) && (version1[letters] ?? letters).includes(operation)
  })
}

/** What a client gets of the scopes it asks for: those its registration covers in full. */
export function grantedScopes(registered: string, requested: string | undefined): string {
  if (!requested) return registered
  const granted = requested.split(' ').filter((scope) => {
    const [, resource, letters = ''] = systemScope.exec(scope) ?? []
    const operations = [...(version1[letters] ?? letters)] as Operation[]
    if (!resource || operations.length === 0) return false
    return operations.every((operation) => allows(registered, resource, operation))
  })
  return granted.join(' ')
}
