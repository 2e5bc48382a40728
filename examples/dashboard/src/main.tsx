import './style/base.css';
import './style/parts.css';
import './style/screens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { App } from './app.tsx';
import { createGatewayClient } from './client.ts';
import { applyTheme, keptTheme } from './theme.ts';

applyTheme(keptTheme());
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Provider value={createGatewayClient()}>
      <App />
    </Provider>
  </StrictMode>,
);
