// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * Something is wrong with a ceremony, in a sentence for its participants. No error of @aceso/core: who takes part
 * installs the packages and builds nothing.
 */
export class CeremonyError extends Error {
  override name = 'CeremonyError'
}
