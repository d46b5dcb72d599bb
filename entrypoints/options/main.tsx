import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import '../../components/styles/shared.css';
import '../../components/styles/panel.css';
import '../../components/styles/grid.css';
import '../../components/styles/options.css';
import '../../components/styles/learned.css';
import '../../components/styles/waterfalls.css';
import '../../components/styles/recipes.css';
import '../../components/styles/own.css';
import '../../components/styles/questions.css';
import '../../components/styles/statement.css';
import '../../components/styles/import.css';
import '../../components/styles/destinations.css';
import { OptionsPage } from '../../components/options/options-page.tsx';

// Zod would try to compile its parsers with eval, which extensions rightly forbid.
config({ jitless: true });

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <OptionsPage />
    </StrictMode>,
  );
}
