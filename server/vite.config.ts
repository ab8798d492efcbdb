import { defineConfig } from 'vitest/config';

// One self-contained file for production; the same Vite that builds the web app.
export default defineConfig({
  // Tests load dependencies as they are: transforming the Kubernetes client alone takes 15 s.
  ssr: process.env['VITEST'] === undefined ? { noExternal: true } : {},
  build: { ssr: 'main.ts', target: 'node20', outDir: 'dist', sourcemap: false, minify: false },
  test: { name: 'server', environment: 'node' },
});
