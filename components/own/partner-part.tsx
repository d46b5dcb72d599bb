import { Lock } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ProviderDraft } from '../../lib/contracts/own-provider/draft.ts';
import type { PlacedProblem } from '../../lib/ui/own-problems.ts';
import { withAddress, withAuth } from '../../lib/ui/own-edit.ts';
import { Icon } from '../parts/icon.tsx';
import { Field, Part, Problems, Select } from './fields.tsx';

type AuthKind = ProviderDraft['auth']['kind'];
const KINDS: readonly (readonly [AuthKind, string])[] = [
  ['bearer', 'Bearer token (Authorization)'],
  ['header', 'A header'],
  ['query', 'A parameter of the address'],
  ['basic', 'Basic (user and password)'],
  ['path', 'Part of the path, as {key}'],
  ['none', 'No key'],
];

interface PartnerProps {
  readonly draft: ProviderDraft;
  readonly at: number;
  readonly keyText: string;
  /** A key of it is stored already. */
  readonly hasKey: boolean;
  readonly problems: (place: string, value: string) => readonly PlacedProblem[];
  readonly edit: (make: (draft: ProviderDraft) => ProviderDraft) => void;
  readonly onKey: (text: string) => void;
}

/** Who is asked, where, and with which kind of key. */
export function PartnerPart({ draft, at, keyText, hasKey, problems, edit, onKey }: PartnerProps): ReactElement {
  const set = (change: Partial<ProviderDraft>): void => edit((d) => ({ ...d, ...change }));
  const { auth } = draft;
  return (
    <Part title="Partner" about="Who is asked, and where.">
      <div className="k-own-two">
        <Field label="Name" value={draft.name} maxLength={80} problems={problems('name', draft.name)} onChange={(name) => set({ name })} />
        <Field label="Website" type="url" value={draft.homepage} placeholder="https://example.com/" problems={problems('homepage', draft.homepage).length > 0 ? problems('homepage', draft.homepage) : problems('docs', draft.docs)} onChange={(homepage) => edit((d) => ({ ...d, homepage, docs: d.docs === '' || d.docs === d.homepage ? homepage : d.docs }))} />
      </div>
      <Field label="Base address" mono type="url" value={draft.baseUrl} placeholder="https://api.example.com/v1" maxLength={2_000} problems={problems('baseUrl', draft.baseUrl)} hint="What all requests begin with. A whole request address can be pasted too." onChange={(baseUrl) => set({ baseUrl })} onBlur={() => edit((d) => withAddress(d, at))} />
      <div className="k-own-two">
        <Select label="Key" value={auth.kind} options={auth.kind === 'kept' ? [...KINDS, ['kept', KEPT[auth.auth.kind] ?? 'As in the manifest']] : KINDS} onChange={(kind) => edit((d) => withAuth(d, kind))} />
        {auth.kind === 'header' ? (
          <div className="k-own-two">
            <Field label="Header" mono value={auth.name} maxLength={60} problems={problems('auth', auth.name)} onChange={(name) => set({ auth: { ...auth, name } })} />
            <Field label="Words before it" mono value={auth.prefix} placeholder="none" maxLength={20} onChange={(prefix) => set({ auth: { ...auth, prefix } })} />
          </div>
        ) : null}
        {auth.kind === 'query' ? <Field label="Parameter" mono value={auth.name} maxLength={80} problems={problems('auth', auth.name)} onChange={(name) => set({ auth: { ...auth, name } })} /> : null}
        {auth.kind === 'basic' ? (
          <div className="k-own-two">
            <Field label="User" mono value={auth.user} maxLength={80} problems={problems('auth', auth.user)} onChange={(user) => set({ auth: { ...auth, user } })} />
            <Field label="Password" mono value={auth.password} placeholder="empty" maxLength={80} onChange={(password) => set({ auth: { ...auth, password } })} />
          </div>
        ) : null}
      </div>
      {auth.kind === 'none' || auth.kind === 'header' || auth.kind === 'query' || auth.kind === 'basic' ? null : <Problems of={problems('auth', 'auth')} />}
      {auth.kind === 'query' || auth.kind === 'path' ? <p className="k-sm k-2">A key in an address can end up in logs on the way. Take a header where the partner has one.</p> : null}
      {auth.kind === 'none' ? null : (
        <div className="k-own-two">
          <div className="k-own-f">
            <label className="k-label">
              Your key
              <span className="k-input k-mono">
                <Icon of={Lock} size={14} />
                <input type="password" value={keyText} placeholder={hasKey ? 'stored, type to replace it' : ''} maxLength={4_000} autoComplete="off" spellCheck={false} onChange={(e) => onKey(e.target.value)} />
              </span>
            </label>
            <p className="k-sm k-3">{auth.kind === 'kept' && 'parts' in auth.auth && (auth.auth.parts?.length ?? 0) > 1 ? `In the order ${auth.auth.parts?.join(':')}. ` : ''}Encrypted on this device when you save, and never part of the provider or its file.</p>
          </div>
          <Field label="Where the key is found" type="url" value={draft.keyHelp} placeholder="https://example.com/settings/api" problems={problems('key', draft.keyHelp)} onChange={(keyHelp) => set({ keyHelp })} />
        </div>
      )}
    </Part>
  );
}

/** Kinds that only a manifest can describe. */
const KEPT: Readonly<Record<string, string>> = { token: 'Login that gives a token', parts: 'In the body or in pieces', basic: 'Basic, from a pair', header: 'A header, if there is a key', bearer: 'Bearer, if there is a key', query: 'A parameter, if there is a key' };
