import { defineConfig } from 'vitest/config';

// One self-contained file for production; the same Vite that builds the web app.
export default defineConfig({
  ssr: { noExternal: true },
  build: { ssr: 'main.ts', target: 'node20', outDir: 'dist', sourcemap: false, minify: false },
  test: { name: 'server', environment: 'node' },
});
