// `npm start`: sets up, then runs the local network and its walk in this process, so that Ctrl-C reaches it.
import { help, OptionError, readOptions } from '../apps/devnet/options.mjs'
import { setup } from './setup.mjs'

try {
  if (readOptions(process.argv.slice(2)).help) {
    console.log(help)
    process.exit(0)
  }
} catch (error) {
  if (!(error instanceof OptionError)) throw error
  console.error(`${error.message} See npm start -- --help.`)
  process.exit(2)
}
await setup()
await import('../apps/devnet/dist/main.js')
