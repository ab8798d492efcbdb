import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './',
  plugins: [react()],
  // The page's policy allows no data: URLs: every font and picture stays a file.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: 'http://127.0.0.1:4500', changeOrigin: false } },
  },
  worker: { format: 'es' },
  test: { name: 'web', environment: 'happy-dom' },
});
