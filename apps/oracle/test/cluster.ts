import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../src/db/open.js'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: string
  }
}

/** Makes the embedded database once; making one for each test would take seconds each time. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'aceso-oracle-cluster-'))
  const { close } = await openDatabase({ dataDir: folder })
  await close()
  project.provide('cluster', join(folder, 'db'))
  return () => rmSync(folder, { recursive: true, force: true })
}

export function copyCluster(cluster: string, dataDir: string): void {
  cpSync(cluster, join(dataDir, 'db'), { recursive: true })
}
