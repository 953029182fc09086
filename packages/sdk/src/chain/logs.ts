import { type Address, isAddressEqual, type Log, type TransactionReceipt } from 'viem'

/** What one contract said in a transaction; a token that is paid could say the same in its name. */
export function logsOf({ logs }: TransactionReceipt, contract: Address): Log<bigint, number, false>[] {
  return logs.filter(({ address }) => isAddressEqual(address, contract))
}
