// SPDX-License-Identifier: GPL-3.0-or-later
import { type Binding, bindSignals } from '@aceso/core'

/** The witness with the public signals of what it states now. */
export function bound<Name extends string, T extends Record<Name, bigint>>(
  names: readonly Name[],
  input: T,
): T & Binding {
  return { ...input, ...bindSignals(names.map((name) => input[name])) }
}
