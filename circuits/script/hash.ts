// SPDX-License-Identifier: GPL-3.0-or-later
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

export function hashFile(path: string): string {
  return sha256(readFileSync(path))
}
