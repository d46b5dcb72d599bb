import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../components/styles/shared.css';
import '../../components/styles/panel.css';
import '../../components/styles/grid.css';
import '../../components/styles/options.css';
import { OptionsPage } from '../../components/options/options-page.tsx';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <OptionsPage />
    </StrictMode>,
  );
}
