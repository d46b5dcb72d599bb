/** Hooks that send commands and keep what they answered. */
import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CommandError, CommandInput, CommandName, CommandOutputs, CommandResult, ProviderSummary } from '../contracts/commands.ts';
import type { Quote } from '../domain/enrichment/quote.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { database } from '../storage/open.ts';
import { useOwnProviders, useQuestionRevision } from './queries.ts';
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

/** The answer of a command that only reads; asked again when the input or `revision` changes, not asked while the input is null. */
export function useAnswer<N extends CommandName>(name: N, input: CommandInput<N> | null, revision = ''): Answer<CommandOutputs[N]> {
  const [state, setState] = useState<{ readonly key: string | null; readonly result?: CommandResult<N> }>({ key: null });
  const [round, setRound] = useState(0);
  const key = input === null ? null : JSON.stringify([input, revision]);
  useEffect(() => {
    if (key === null) return undefined;
    let stopped = false;
    const [asked] = JSON.parse(key) as [CommandInput<N>, string];
    void sendCommand(name, asked).then((result) => {
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

export type QuoteTarget = { readonly leadIds: readonly string[] } | { readonly tabId: number; readonly url: string };

const quoteInput = (waterfallId: string, target: QuoteTarget): CommandInput<'run.quote'> =>
  'tabId' in target ? { tabId: target.tabId, waterfallId } : { leadIds: [...target.leadIds], waterfallId };

/** The price of a waterfall for leads or for what a tab shows; asked again when the target or `revision` changes. */
export function useQuote(waterfallId: string | undefined, target: QuoteTarget | null, revision: string): Answer<Quote> {
  return useAnswer('run.quote', target === null || waterfallId === undefined ? null : quoteInput(waterfallId, target), revision);
}

export type QuoteAnswer = CommandResult<'run.quote'>;

/** The prices of several waterfalls for one target, by waterfall; a price stays until the next one is there. */
export function useQuotes(waterfallIds: readonly string[], target: QuoteTarget, revision: string): ReadonlyMap<string, QuoteAnswer> {
  const key = JSON.stringify([waterfallIds, target, revision]);
  const [quotes, setQuotes] = useState<ReadonlyMap<string, QuoteAnswer>>(new Map());
  useEffect(() => {
    const [ids, to] = JSON.parse(key) as [string[], QuoteTarget];
    let stopped = false;
    for (const waterfallId of ids) {
      void sendCommand('run.quote', quoteInput(waterfallId, to)).then((answer) => {
        if (!stopped) setQuotes((known) => new Map(known).set(waterfallId, answer));
      });
    }
    return () => {
      stopped = true;
    };
  }, [key]);
  return quotes;
}

export interface Catalogue {
  readonly providers: readonly ProviderSummary[];
  readonly loading: boolean;
  readonly error?: CommandError;
  readonly again: () => void;
  /** The name of a provider; its id when it is not known. */
  readonly nameOf: (providerId: string) => string;
}

/** Asked again when a provider of the person's own changes. Destinations have their names here too: they stand in the statement. */
export function useCatalogue(): Catalogue {
  const own = useOwnProviders();
  const revision = JSON.stringify((own ?? []).map(({ id, changedAt, removedAt }) => [id, changedAt, removedAt]));
  const { value, error, loading, again } = useAnswer('catalogue.list', {}, revision);
  const { value: destinations } = useAnswer('destination.list', {});
  return useMemo(() => {
    // Deleted ones keep their name where they have answered.
    const names = new Map([...(destinations ?? []).map((one) => [one.id, one.name] as const), ...(own ?? []).map((row) => [row.id, row.manifest.name] as const), ...(value ?? []).map((p) => [p.id, p.name] as const)]);
    return { providers: value ?? [], loading, again, nameOf: (id: string) => names.get(id) ?? id, ...(error ? { error } : {}) };
  }, [own, value, destinations, error, loading, again]);
}

/** All waterfalls, asked anew whenever one of the person's own, or an AI question, changes. */
export function useWaterfalls(): Answer<readonly Waterfall[]> {
  const own = useLiveQuery(async () => JSON.stringify(await database.waterfalls.toArray()), []);
  const questions = useQuestionRevision();
  return useAnswer('waterfall.list', own === undefined ? null : {}, `${own ?? ''} ${questions}`);
}
