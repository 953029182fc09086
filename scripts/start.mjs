// `npm start`: sets up, then runs the local network and its walk in this process, so that Ctrl-C reaches it.
import { setup } from './setup.mjs'

await setup()
await import('../apps/devnet/dist/main.js')
