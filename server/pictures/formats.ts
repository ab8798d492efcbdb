// What a picture may be written as, and how each is called on disk and over HTTP.
export const pictureFormats = ['svg', 'png', 'mermaid', 'drawio', 'markdown', 'json'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

interface FileKind {
  readonly extension: string;
  readonly mediaType: string;
}

export const fileKinds: Readonly<Record<PictureFormat, FileKind>> = {
  svg: { extension: 'svg', mediaType: 'image/svg+xml; charset=utf-8' },
  png: { extension: 'png', mediaType: 'image/png' },
  mermaid: { extension: 'mmd', mediaType: 'text/plain; charset=utf-8' },
  drawio: { extension: 'drawio', mediaType: 'application/vnd.jgraph.mxfile' },
  markdown: { extension: 'md', mediaType: 'text/markdown; charset=utf-8' },
  json: { extension: 'json', mediaType: 'application/json; charset=utf-8' },
};
