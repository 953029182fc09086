import { expect, test } from 'vitest'
import { OptionError, readOptions } from '../options.mjs'
import { temporaryFolder } from './hospitalClient.js'

test.each([
  [['--nonsense']],
  [['word']],
  [['--port']],
  [['--port', 'x']],
  [['--port', '0']],
  [['--port', '65528']],
  [['--port', '1e3']],
  [['--port', '-1']],
  [['--records', '/no/such/folder']],
  [['--records', import.meta.filename]],
])('%j is refused', (args) => {
  expect(() => readOptions(args)).toThrow(OptionError)
})

test('without options the walk goes on and the network stays', () => {
  expect(readOptions([])).toEqual({ once: false, fresh: false, help: false })
})

test('all options are read', () => {
  const folder = temporaryFolder()
  const args = ['--once', '--fresh', '--port', '9000', '--data', '/data', '--records', folder.path]
  expect(readOptions(args)).toEqual({
    once: true,
    fresh: true,
    help: false,
    port: 9_000,
    data: '/data',
    records: folder.path,
  })
  folder.remove()
})
