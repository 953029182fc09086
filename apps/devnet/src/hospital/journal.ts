import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import type { Resource } from '@medplum/fhirtypes'

/** A write the hospital accepted, as it was stored. */
export type JournalEntry =
  | { op: 'put'; resource: Resource & { id: string } }
  | { op: 'delete'; type: string; id: string }

export type Journal = {
  /** Returns only when the entry is on the disk. */
  append(entry: JournalEntry): void
  close(): void
}

/**
 * Opens the journal of accepted writes: one JSON document a line. A line that a crash tore off at the end was
 * never acknowledged, and is cut; damage anywhere else is an error, since dropping a result silently would be worse.
 */
export function openJournal(path: string): { entries: JournalEntry[]; journal: Journal } {
  const { entries, length } = existsSync(path) ? readJournal(path) : { entries: [], length: 0 }
  if (existsSync(path)) truncateSync(path, length)
  const file = openSync(path, 'a', 0o600)
  return {
    entries,
    journal: {
      append(entry) {
        const line = Buffer.from(`${JSON.stringify(entry)}\n`)
        for (let written = 0; written < line.length; ) written += writeSync(file, line, written)
        fsyncSync(file)
      },
      close: () => closeSync(file),
    },
  }
}

function readJournal(path: string): { entries: JournalEntry[]; length: number } {
  const bytes = readFileSync(path)
  const length = bytes.lastIndexOf(0x0a) + 1
  const lines = bytes.subarray(0, length).toString('utf8').split('\n').slice(0, -1)
  const entries = lines.map((line, index) => {
    try {
      return JSON.parse(line) as JournalEntry
    } catch (cause) {
      throw new Error(`${path} is damaged at line ${index + 1}.`, { cause })
    }
  })
  return { entries, length }
}
