import { AcesoError } from '@aceso/core'
import { expect, test } from 'vitest'
import { OptionError } from '../options.mjs'
import { explain } from '../src/process/explain.js'

const machineError = (code: string, path?: string) => Object.assign(new Error(code), { code, path })

test.each([
  [machineError('ENOSPC', '/data/x'), /^The disk is full: \/data\/x could not be written/],
  [machineError('ENOSPC'), /^The disk is full\. /],
  [machineError('EACCES', '/data'), /^\/data can not be written\. .*--data/],
  [machineError('EROFS', '/data'), /^\/data can not be written/],
  [machineError('ENOTDIR', '/data'), /^\/data is not a folder/],
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
