// SPDX-License-Identifier: GPL-3.0-or-later

/** snarkjs keeps its worker threads, which would keep the process alive. */
export async function stopWorkers(): Promise<void> {
  await (globalThis as { curve_bn128?: { terminate(): Promise<void> } }).curve_bn128?.terminate()
}
