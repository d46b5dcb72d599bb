import { Ban, BookOpen, Contrast, Gauge, ListFilter, Lock, Plug, ReceiptText, Scale, Send, Sparkles, UserRound, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { hashPath } from '../../lib/ui/hash.ts';
import { useMeters } from '../../lib/ui/queries.ts';
import { kilnVersion } from '../../lib/ui/browser.ts';
import { useHash, useTheme } from '../../lib/ui/use-browser.ts';
import { useCatalogue } from '../../lib/ui/use-commands.ts';
import { PlanSection } from '../account/plan-section.tsx';
import { Icon, Mark } from '../parts/icon.tsx';
import { Notices } from '../parts/notices.tsx';
import { SideMeter } from './side-meter.tsx';
import { Toasts } from '../parts/toasts.tsx';
import { StatementSection } from '../statement/statement-section.tsx';
import { AccountSection } from './account-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { ContactsSection } from './contacts-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { ProvidersSection } from './providers-section.tsx';
import { DestinationsSection } from '../destinations/destinations-section.tsx';
import { QuestionsSection } from './questions-section.tsx';
import { RecipesSection } from './recipes-section.tsx';
import { WaterfallsSection } from '../waterfalls/waterfalls-section.tsx';

const SECTIONS = [
  { id: 'account', label: 'Account', icon: UserRound },
  { id: 'statement', label: 'Statement', icon: ReceiptText },
  { id: 'plan', label: 'Plan and prices', icon: Scale },
  { id: 'providers', label: 'Providers and keys', icon: Plug },
  { id: 'destinations', label: 'Destinations', icon: Send },
  { id: 'waterfalls', label: 'Waterfalls', icon: ListFilter },
  { id: 'questions', label: 'AI questions', icon: Sparkles },
  { id: 'limits', label: 'Limits', icon: Gauge },
  { id: 'recipes', label: 'Recipes', icon: BookOpen },
  { id: 'contacts', label: 'Do not contact', icon: Ban },
  { id: 'privacy', label: 'Privacy and data', icon: Lock },
  { id: 'appearance', label: 'Appearance', icon: Contrast },
] as const satisfies readonly { readonly id: string; readonly label: string; readonly icon: LucideIcon }[];

type SectionId = (typeof SECTIONS)[number]['id'];
/** Where what comes near its end is told. */
const MONEY: readonly SectionId[] = ['account', 'statement', 'plan', 'limits'];

/** The options page: one section at a time, chosen by the address. */
export function OptionsPage(): ReactElement {
  useTheme();
  const { section, item } = hashPath(useHash());
  const meters = useMeters();
  const current: SectionId = SECTIONS.find((s) => s.id === section)?.id ?? 'account';
  return (
    <div className={`k-options ${current === 'statement' && item === 'wide' ? 'k-options--wide' : ''}`}>
      <nav className="k-side" aria-label="Options">
        <div className="k-ws">
          <Mark />
          <b>Kiln options</b>
        </div>
        <ul>
          {SECTIONS.map((s) => (
            <li key={s.id}>
              <a href={`#${s.id}`} className={`k-nav ${s.id === current ? 'on' : ''}`} aria-current={s.id === current ? 'page' : undefined}>
                <Icon of={s.icon} size={14} />
                {s.label}
              </a>
            </li>
          ))}
        </ul>
        <div className="k-side__m">
          {meters?.map((view) => <SideMeter key={view.meter} view={view} />)}
          <span className="k-xs k-3">Kiln {kilnVersion()}</span>
        </div>
      </nav>
      <main className="k-pane">
        {MONEY.includes(current) ? <Notices /> : null}
        <Section id={current} {...(item === undefined ? {} : { item })} />
      </main>
      <Toasts />
    </div>
  );
}

function Section({ id, item }: { readonly id: SectionId; readonly item?: string }): ReactElement {
  const catalogue = useCatalogue();
  switch (id) {
    case 'account':
      return <AccountSection />;
    case 'statement':
      return <StatementSection nameOf={catalogue.nameOf} isWide={item === 'wide'} />;
    case 'plan':
      return <PlanSection />;
    case 'providers':
      return <ProvidersSection catalogue={catalogue} {...(item === undefined ? {} : { selected: item })} />;
    case 'destinations':
      return <DestinationsSection />;
    case 'waterfalls':
      return <WaterfallsSection catalogue={catalogue} {...(item === undefined ? {} : { selected: item })} />;
    case 'questions':
      return <QuestionsSection catalogue={catalogue} {...(item === undefined ? {} : { selected: item })} />;
    case 'limits':
      return <LimitsSection />;
    case 'recipes':
      return <RecipesSection {...(item === undefined ? {} : { selected: item })} />;
    case 'contacts':
      return <ContactsSection />;
    case 'privacy':
      return <PrivacySection />;
    case 'appearance':
      return <AppearanceSection />;
  }
}
