import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { LiveProvider } from './live/live.tsx';
import { SettingsProvider } from './words/SettingsProvider.tsx';
import '@fontsource-variable/inter/wght.css';
import './theme/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <SettingsProvider>
      <LiveProvider>
        <App />
      </LiveProvider>
    </SettingsProvider>
  </StrictMode>,
);
