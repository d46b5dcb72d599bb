import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../components/styles/shared.css';
import '../../components/styles/panel.css';
import '../../components/styles/follow.css';
import '../../components/styles/list.css';
import '../../components/styles/tags.css';
import '../../components/styles/draft.css';
import { Panel } from '../../components/panel/panel.tsx';

/** `?tab=7` stays with one tab; without it the panel follows the active tab of its window. */
const wanted = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
const fixedTabId = Number.isSafeInteger(wanted) && wanted >= 0 ? wanted : null;

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Panel fixedTabId={fixedTabId} />
    </StrictMode>,
  );
}
