import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './',
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: 'http://127.0.0.1:4500', changeOrigin: false } },
  },
  worker: { format: 'es' },
  test: { name: 'web', environment: 'happy-dom' },
});
