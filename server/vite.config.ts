import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { defineConfig, type Plugin } from 'vitest/config';
import { pictureFiles } from './pictures/pictureFiles.ts';

/** The renderer and the fonts of pictures lie beside the server, so that it needs no packages. */
const copyPictureFiles: Plugin = {
  name: 'copy-picture-files',
  generateBundle() {
    const require = createRequire(import.meta.url);
    for (const [name, file] of Object.entries(pictureFiles)) {
      const source = readFileSync(require.resolve(file));
      this.emitFile({ type: 'asset', fileName: `pictures/${name}`, source });
    }
  },
};

// Self-contained for production; the same Vite that builds the web app.
export default defineConfig({
  plugins: [copyPictureFiles],
  // Tests load dependencies as they are: transforming the Kubernetes client alone takes 15 s.
  ssr: process.env['VITEST'] === undefined ? { noExternal: true } : {},
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    sourcemap: false,
    minify: false,
    rolldownOptions: {
      input: { main: 'main.ts', pngWorker: 'pictures/pngWorker.ts' },
      // Parts that load on demand lie beside main.js, where what they read lies too.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
  test: { name: 'server', environment: 'node' },
});
