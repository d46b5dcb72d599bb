import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../components/styles/shared.css';
import '../../components/styles/panel.css';
import '../../components/styles/grid.css';
import '../../components/styles/questions.css';
import '../../components/styles/import.css';
import '../../components/styles/duplicates.css';
import '../../components/styles/options.css';
import '../../components/styles/destinations.css';
import '../../components/styles/views.css';
import '../../components/styles/tags.css';
import { TablePage } from '../../components/table/table-page.tsx';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <TablePage />
    </StrictMode>,
  );
}
