import { AcesoError } from '@aceso/core'
import { expect, test } from 'vitest'
import { OptionError } from '../options.mjs'
import { ProcessFailedError } from '../src/process/child.js'
import { explain } from '../src/process/explain.js'

const machineError = (code: string) => Object.assign(new Error(`${code}: oh no, open '/data/x'`), { code })
const failed = (said: string) =>
  new ProcessFailedError('oracle 1', '/x.log', 'it ended with exit code 1', said)

test.each([
  [machineError('ENOSPC'), /\nThe disk is full\. .*--data/],
  [machineError('EACCES'), /\nIt can't be written there\. .*--data/],
  [machineError('EROFS'), /--data/],
  [machineError('EMFILE'), /ulimit/],
  [failed('ENOSPC: no space left on device, write'), /\nThe disk is full\. /],
  [failed('FATAL ERROR: JavaScript heap out of memory'), /enough memory/],
  [new ProcessFailedError('oracle 1', '/x.log', 'it ended with SIGKILL'), /enough memory/],
  [new OptionError('--port: x is not a port.'), /^--port: x is not a port\. See npm start -- --help\.$/],
])('%s is told in a sentence, without a stack', (error, text) => {
  expect(explain(error)).toMatch(text)
  expect(explain(error)).not.toContain('    at ')
})

test('an error of ours keeps what it adds, and loses the version of the library', () => {
  const error = new AcesoError('It did not start.', { metaMessages: ['Its log: /x.log'] })
  expect(explain(error)).toBe('It did not start.\nIts log: /x.log')
})

test('of an error that nobody foresaw the stack is shown', () => {
  expect(explain(new Error('odd'))).toContain('    at ')
})
