export type Options = {
  once: boolean
  fresh: boolean
  help: boolean
  records?: string
  port?: number
  data?: string
}

export declare const help: string
export declare class OptionError extends Error {}
export declare function readOptions(args: readonly string[]): Options
