/** Hooks that send commands and keep what they answered. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CommandError, CommandInput, CommandName, CommandOutputs, CommandResult, ProviderSummary } from '../contracts/commands.ts';
import type { Quote } from '../domain/enrichment/quote.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { sendCommand } from './send-command.ts';
import { showToast } from './toast-store.ts';

export interface CommandCall<N extends CommandName> {
  /** Sends once; a second click while the first is out does nothing and gives null. Failures show as a toast. */
  readonly send: (input: CommandInput<N>) => Promise<CommandOutputs[N] | null>;
  readonly busy: boolean;
}

/** A command behind a button: busy while it is out, its failure said in a toast. */
export function useCommand<N extends CommandName>(name: N): CommandCall<N> {
  const [busy, setBusy] = useState(false);
  const out = useRef(false);
  const send = useCallback(
    async (input: CommandInput<N>): Promise<CommandOutputs[N] | null> => {
      if (out.current) return null;
      out.current = true;
      setBusy(true);
      const result = await sendCommand(name, input);
      out.current = false;
      setBusy(false);
      if (result.ok) return result.value;
      showToast({ kind: 'bad', text: result.error.message });
      return null;
    },
    [name],
  );
  return { send, busy };
}

export interface Answer<T> {
  readonly value?: T;
  readonly error?: CommandError;
  readonly loading: boolean;
  /** Asks again. */
  readonly again: () => void;
}

/** The answer of a command that only reads; asked again when `key` changes, not asked while it is null. */
export function useAnswer<N extends CommandName>(name: N, input: CommandInput<N>, key: string | null): Answer<CommandOutputs[N]> {
  const [state, setState] = useState<{ readonly key: string | null; readonly result?: CommandResult<N> }>({ key: null });
  const [round, setRound] = useState(0);
  const latest = useRef(input);
  latest.current = input;
  useEffect(() => {
    if (key === null) return undefined;
    let stopped = false;
    void sendCommand(name, latest.current).then((result) => {
      if (!stopped) setState({ key, result });
    });
    return () => {
      stopped = true;
    };
  }, [name, key, round]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const result = key === null ? undefined : state.result;
  return {
    loading: key !== null && state.key !== key,
    again,
    ...(result?.ok === true ? { value: result.value } : {}),
    ...(result?.ok === false ? { error: result.error } : {}),
  };
}

export type QuoteTarget = { readonly leadIds: readonly string[] } | { readonly tabId: number };

/** The price of a waterfall for leads or for what a tab shows; asked again when the target or `revision` changes. */
export function useQuote(waterfallId: string | undefined, target: QuoteTarget | null, revision: string): Answer<Quote> {
  const key = target === null || waterfallId === undefined ? null : JSON.stringify([waterfallId, target, revision]);
  const id = waterfallId ?? '';
  const input: CommandInput<'run.quote'> = target !== null && 'tabId' in target ? { tabId: target.tabId, waterfallId: id } : { leadIds: [...(target?.leadIds ?? [])], waterfallId: id };
  return useAnswer('run.quote', input, key);
}

export interface Catalogue {
  readonly providers: readonly ProviderSummary[];
  readonly loading: boolean;
  readonly error?: CommandError;
  readonly again: () => void;
  /** The name of a provider; its id when it is not known. */
  readonly nameOf: (providerId: string) => string;
}

export function useCatalogue(): Catalogue {
  const { value, error, loading, again } = useAnswer('catalogue.list', {}, 'catalogue');
  return useMemo(() => {
    const names = new Map((value ?? []).map((p) => [p.id, p.name]));
    return { providers: value ?? [], loading, again, nameOf: (id: string) => names.get(id) ?? id, ...(error ? { error } : {}) };
  }, [value, error, loading, again]);
}

export function useWaterfalls(): Answer<readonly Waterfall[]> {
  return useAnswer('waterfall.list', {}, 'waterfalls');
}
