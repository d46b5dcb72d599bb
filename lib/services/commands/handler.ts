import type { z } from 'zod';
import type { COMMANDS, CommandName, CommandResult } from '../../contracts/commands.ts';
import { err } from '../../core/result.ts';

export type Parsed<N extends CommandName> = z.output<(typeof COMMANDS)[N]>;
export type Handlers<N extends CommandName = CommandName> = { readonly [K in N]: (input: Parsed<K>) => Promise<CommandResult<K>> };

export const refuse = (code: string, message: string) => err({ code, message });
export const movedOn = () => refuse('conflict', 'The tab shows another page now. Nothing was saved and nothing was charged. Look again.');
export const gone = (what: string) => refuse('not_found', `${what} is not there any more. Nothing was changed.`);
