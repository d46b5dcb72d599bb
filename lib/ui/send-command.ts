import type { CommandError, CommandInput, CommandName, CommandResult } from '../contracts/commands.ts';
import { err } from '../core/result.ts';
import { sendMessage } from './browser.ts';

const UNREACHABLE: CommandError = {
  code: 'unreachable',
  message: 'Kiln’s background did not answer. Nothing was changed and nothing was charged. Try again.',
};

/**
 * Sends a command to the background and gives back its result. Never rejects: a background that is gone
 * or answers nonsense is a `CommandError` with the code `unreachable`.
 */
export async function sendCommand<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandResult<N>> {
  try {
    const answer = await sendMessage({ type: 'command', name, input });
    return isResult<N>(answer) ? answer : err(UNREACHABLE);
  } catch {
    return err(UNREACHABLE);
  }
}

function isResult<N extends CommandName>(answer: unknown): answer is CommandResult<N> {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && typeof answer.ok === 'boolean' && (answer.ok ? 'value' in answer : 'error' in answer);
}
