import { stopWithParent } from '../process/parent.js'
import { startKeeper } from './keeper.js'

const { ACESO_CHAIN_ID, ACESO_PORT, ACESO_STATE_FILE, ACESO_GENESIS, ACESO_ANVIL_TITLE } = process.env

try {
  const keeper = await startKeeper({
    chainId: Number(ACESO_CHAIN_ID),
    port: Number(ACESO_PORT ?? 0),
    stateFile: String(ACESO_STATE_FILE),
    ...(ACESO_GENESIS ? { genesis: Number(ACESO_GENESIS) } : {}),
    ...(ACESO_ANVIL_TITLE ? { title: ACESO_ANVIL_TITLE } : {}),
  })
  stopWithParent(keeper.close)
  console.log(JSON.stringify({ event: 'listening', url: keeper.url }))
  await keeper.ended
  process.exit(1)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
