/// <reference types="vite/types/importMeta.d.ts" />
import type { ManifestFile } from './loadManifests.ts';

const texts = import.meta.glob<string>('./*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The manifests a cluster starts with when it is given none; each file's first line is its story. */
export const bundledScenarios: readonly ManifestFile[] = Object.entries(texts).map(
  ([path, text]) => ({ name: path.replace('./', ''), text }),
);
