import { COMMANDS, type CommandMessage, type CommandName, type CommandResult } from '../../contracts/commands.ts';
import { accountCommands } from './account-commands.ts';
import { accountViewCommands } from './account-view-commands.ts';
import { cellCommands } from './cell-commands.ts';
import { destinationCommands } from './destination-commands.ts';
import { clipCommands } from './clip-commands.ts';
import { contactCommands } from './contact-commands.ts';
import { duplicateCommands } from './duplicate-commands.ts';
import { linkCommands } from './link-commands.ts';
import { eraseCommands } from './erase-commands.ts';
import type { Deps } from '../deps.ts';
import { followCommands } from './follow-commands.ts';
import { refuse, type Handlers } from './handler.ts';
import { importCommands } from './import-commands.ts';
import { learningCommands } from './learning-commands.ts';
import { leadCommands } from './lead-commands.ts';
import { listCommands } from './list-commands.ts';
import { questionCommands } from './question-commands.ts';
import { recipeCommands } from './recipe-commands.ts';
import { ownProviderCommands } from './own-provider-commands.ts';
import { pickerCommands } from './picker-commands.ts';
import { runCommands } from './run-commands.ts';
import { tagsCommands } from './tags-commands.ts';
import { viewCommands } from './view-commands.ts';
import { waterfallCommands } from './waterfall-commands.ts';

/**
 * Parses the input of a command and does it. A bug inside is told as such and never as silence.
 * @param ready waited for before each command; when it fails, so does the command
 */
export function createDispatch(deps: Deps, ready: () => Promise<void> = () => Promise.resolve()): (message: CommandMessage) => Promise<CommandResult<CommandName>> {
  const handlers: Handlers = {
    ...leadCommands(deps),
    ...runCommands(deps),
    ...accountCommands(deps),
    ...accountViewCommands(deps),
    ...listCommands(deps),
    ...followCommands(deps),
    ...pickerCommands(deps),
    ...recipeCommands(deps),
    ...cellCommands(deps),
    ...clipCommands(deps),
    ...contactCommands(deps),
    ...duplicateCommands(deps),
    ...eraseCommands(deps),
    ...linkCommands(deps),
    ...importCommands(deps),
    ...destinationCommands(deps),
    ...learningCommands(deps),
    ...waterfallCommands(deps),
    ...ownProviderCommands(deps),
    ...questionCommands(deps),
    ...tagsCommands(deps),
    ...viewCommands(deps),
  };
  return async ({ name, input }) => {
    const parsed = COMMANDS[name].safeParse(input);
    if (!parsed.success) return refuse('bad_input', `This was not understood (${name}). Nothing was changed.`);
    try {
      await ready();
      return await (handlers[name] as (value: unknown) => Promise<CommandResult<CommandName>>)(parsed.data);
    } catch (error) {
      deps.report(name, error);
      return refuse('bug', 'Something in Kiln went wrong. Nothing was charged. Try again; if it stays, report it.');
    }
  };
}
