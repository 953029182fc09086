// `node dist/db/makeImage.js`, a step of the build: makes the database that new nodes get a copy of (image.ts).
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openEmbedded } from './embedded.js'
import { imageFolder } from './image.js'

const image = imageFolder()
if (!existsSync(image)) {
  const images = dirname(image)
  rmSync(images, { recursive: true, force: true })
  mkdirSync(images, { recursive: true })
  const draft = mkdtempSync(join(images, 'draft-'))
  const { close } = await openEmbedded(join(draft, 'db'))
  await close()
  renameSync(join(draft, 'db'), image)
  rmSync(draft, { recursive: true })
}
