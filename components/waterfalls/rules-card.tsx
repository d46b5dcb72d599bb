import { Plus } from 'lucide-react';
import { useId, type ReactElement, type ReactNode } from 'react';
import { FRESHNESS_DAYS, WATERFALL_FAN_OUT, WATERFALL_STEPS, WATERFALL_VERIFIERS } from '../../lib/core/limits.ts';
import { enrichmentOf } from '../../lib/domain/enrichment/enrichments.ts';
import { WATERFALL_TEMPLATES } from '../../lib/domain/enrichment/templates.ts';
import type { Strategy } from '../../lib/domain/enrichment/waterfall.ts';
import { STRATEGY_WORDS } from '../../lib/domain/enrichment/words.ts';
import { canAsk, withRule } from '../../lib/ui/waterfall-edit.ts';
import { AmountInput } from '../parts/amount-input.tsx';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu, MenuItem } from '../parts/menu.tsx';
import { RadioBar } from '../parts/radio-bar.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { SourceChips } from './source-chips.tsx';
import type { CardProps } from './card-props.ts';

const STRATEGIES = [...(Object.keys(STRATEGY_WORDS) as Strategy[]).map((value) => ({ value, label: STRATEGY_WORDS[value] })), { value: 'none' as const, label: 'No check' }];
const MISSES = [1, 2, 3, 4, 5, 6, 8, 10];
const WINDOWS = [0, 1, 7, 30, 90, 180, 365];
const DEFAULT_VERIFIERS = WATERFALL_TEMPLATES.find((t) => t.verifier)?.verifier?.providerIds ?? [];

/** The check, when the waterfall gives up, what it may cost, how long an answer counts. */
export function RulesCard(props: CardProps): ReactElement {
  const { draft, change } = props.editor;
  const shown = useId();
  return (
    <section className="k-card k-rules" aria-label="Rules">
      {enrichmentOf(draft.enrichment).address ? <VerifierRule {...props} /> : null}
      {draft.verifier ? (
        <Rule title="Give up on a repeated answer" text="Stop when the same rejected address has come back so many times.">
          <Stepper label="Rejections of one address" fewer="Fewer" more="More" min={1} max={WATERFALL_STEPS} value={draft.stopAfterSameRejected} onChange={(n) => change((w) => withRule(w, { stopAfterSameRejected: n }))} />
        </Rule>
      ) : null}
      <Rule title="Give up after sources without an answer" text="Asking on costs nothing, but takes time. Guesses and failures are not counted.">
        <select className="k-select" aria-label="Sources without an answer" value={draft.stopAfterMisses ?? 0} onChange={(e) => change((w) => withRule(w, { stopAfterMisses: Number(e.target.value) || undefined }))}>
          <option value={0}>never</option>
          {[...new Set([...MISSES, ...(draft.stopAfterMisses ? [draft.stopAfterMisses] : [])])].sort((a, b) => a - b).map((n) => (
            <option key={n} value={n}>
              after {n}
            </option>
          ))}
        </select>
      </Rule>
      <Rule title="One lead costs at most" text="Steps that could make it cost more are left out. Empty: as much as the dearest step.">
        <AmountInput meter="data_credits" label="Most Data Credits for one lead" amount={draft.stopAtCredits} onChange={(stopAtCredits) => change((w) => withRule(w, { stopAtCredits }))} />
      </Rule>
      <Rule title="Do not ask twice" text="The same question is answered from the store, free, while the answer is younger.">
        <select className="k-select" aria-label="Answers are reused" value={draft.freshnessDays} onChange={(e) => change((w) => withRule(w, { freshnessDays: Number(e.target.value) }))}>
          {[...new Set([...WINDOWS, draft.freshnessDays])].sort((a, b) => a - b).map((days) => (
            <option key={days} value={days}>
              {days === 0 ? 'always ask anew' : `for ${days} ${days === 1 ? 'day' : 'days'}${days === FRESHNESS_DAYS ? ' (usual)' : ''}`}
            </option>
          ))}
        </select>
      </Rule>
      <Rule title="Ask several at once" text="Faster, and it may ask sources that would not have been needed. Bought answers are always asked one by one.">
        <Stepper label="Sources at the same time" fewer="Fewer" more="More" min={1} max={WATERFALL_FAN_OUT} value={draft.fanOut ?? 1} onChange={(n) => change((w) => withRule(w, { fanOut: n > 1 ? n : undefined }))} />
      </Rule>
      <Rule title="Offered in the panel and the table" text="Switched off it stays here and is not offered." id={shown}>
        <button type="button" role="switch" aria-checked={!draft.isHidden} aria-labelledby={shown} className="k-switch" onClick={() => change((w) => withRule(w, { isHidden: w.isHidden ? undefined : true }))} />
      </Rule>
    </section>
  );
}

const Rule = ({ title, text, id, children }: { readonly title: string; readonly text: string; readonly id?: string; readonly children: ReactNode }): ReactElement => (
  <div>
    <div className="k-grow">
      <b id={id}>{title}</b>
      <p className="k-sm k-2">{text}</p>
    </div>
    {children}
  </div>
);

function VerifierRule({ editor, catalogue, states }: CardProps): ReactElement {
  const { draft, change } = editor;
  const { verifier } = draft;
  const ids = verifier?.providerIds ?? [];
  const rest = catalogue.providers
    .filter((p) => p.operations.some((o) => o.name === 'verify-email') && !ids.includes(p.id))
    .sort((a, b) => Number(states.ofOperation(a.id, 'verify-email').kind === 'no-key') - Number(states.ofOperation(b.id, 'verify-email').kind === 'no-key') || a.name.localeCompare(b.name, 'en'));
  const setIds = (providerIds: readonly string[], word?: string): void =>
    change((w) => withRule(w, { verifier: providerIds.length > 0 ? { providerIds, strategy: w.verifier?.strategy ?? 'balanced' } : undefined }), word);
  return (
    <>
      <Rule title="Check each answer" text="Mailbox check, included in the price. An answer that does not pass costs nothing.">
        <RadioBar
          label="Answers that are taken"
          options={STRATEGIES}
          value={verifier?.strategy ?? 'none'}
          onChange={(strategy) => change((w) => withRule(w, { verifier: strategy === 'none' ? undefined : { providerIds: w.verifier?.providerIds ?? DEFAULT_VERIFIERS, strategy } }))}
        />
      </Rule>
      {verifier ? (
        <div>
          <span className="k-rules__n k-sm k-2">Checked by the first that can</span>
          <SourceChips label="Verifiers" ids={ids} nameOf={catalogue.nameOf} isOut={(id) => !canAsk(states.ofOperation(id, 'verify-email'))} onChange={setIds} />
          <Menu
            trigger={
              <Button small look="ghost" icon={<Icon of={Plus} size={14} />} disabled={ids.length >= WATERFALL_VERIFIERS || rest.length === 0} aria-label="Add a verifier">
                Add
              </Button>
            }
          >
            {rest.map((p) => (
              <MenuItem key={p.id} onSelect={() => setIds([...ids, p.id])}>
                {p.name}
              </MenuItem>
            ))}
          </Menu>
        </div>
      ) : null}
    </>
  );
}
