// Many pictures as a folder: NAMESPACE/SERVICE for each, NAMESPACE for all of one, and an index.
import { markdownText } from '@portolan/shared/diagram/formats/markdownText.ts';
import type { Snapshot } from '@portolan/shared/wire/snapshot.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { pictureWords } from '@portolan/shared/words/pictures.ts';
import { say } from '@portolan/shared/words/say.ts';
import { grouped } from '../cli/grouped.ts';
import { fileKinds } from './formats.ts';
import { safeName } from './fileNames.ts';
import { makePicture } from './makePicture.ts';
import { PictureError } from './pictureError.ts';
import type { PictureOptions } from './pictureOptions.ts';

export const indexFile = 'index.md';
/** The first line of every index of ours, and of no page of anybody else's. */
export const indexMark = '<!-- Made by portolan snapshot -->';

export interface PictureFolder {
  /** By path in the folder, with `/`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Pictures of whole namespaces that would be too large, and why. */
  readonly leftOut: readonly string[];
}

/** @throws {PictureError} when the picture of a Service would be too large. */
export async function pictureFolder(
  snapshot: Snapshot,
  options: PictureOptions,
): Promise<PictureFolder> {
  const folder = new FolderMaker(snapshot, options);
  const namespaces = grouped(snapshot.services, ({ namespace }) => namespace);
  for (const [namespace, views] of namespaces) await folder.namespace(namespace, views);
  if (snapshot.services.length > 1) folder.index();
  return folder;
}

class FolderMaker implements PictureFolder {
  readonly files = new Map<string, Uint8Array>();
  readonly leftOut: string[] = [];
  readonly #snapshot: Snapshot;
  readonly #options: PictureOptions;
  readonly #sections: string[] = [];

  constructor(snapshot: Snapshot, options: PictureOptions) {
    this.#snapshot = snapshot;
    this.#options = options;
  }

  async namespace(namespace: string, views: readonly ServiceView[]): Promise<void> {
    const folder = safeName(namespace);
    this.#sections.push(`## ${markdownText(namespace)}`);
    if (views.length > 1) {
      try {
        await this.#picture(folder, views);
        this.#sections.push(this.#entry(namespace, folder));
      } catch (error) {
        if (!(error instanceof PictureError && error.code === 'tooLarge')) throw error;
        this.leftOut.push(`${this.#path(folder)}: ${error.message}`);
      }
    }
    for (const view of views) {
      const name = `${folder}/${safeName(view.name)}`;
      await this.#picture(name, [view]);
      this.#sections.push(`### ${markdownText(view.name)}`, this.#entry(view.name, name));
    }
  }

  index(): void {
    const { lang } = this.#options;
    const title = say(pictureWords, lang, 'indexTitle');
    const intro = say(pictureWords, lang, 'indexIntro');
    const page = [indexMark, `# ${title}`, intro, ...this.#sections].join('\n\n');
    this.files.set(indexFile, new TextEncoder().encode(`${page}\n`));
  }

  /** A page of Markdown has its picture beside it. */
  async #picture(name: string, services: readonly ServiceView[]): Promise<void> {
    const { format } = this.#options;
    const snapshot = { ...this.#snapshot, services: [...services] };
    const links = format === 'markdown' ? { picture: `${name.split('/').at(-1)}.svg` } : {};
    const page = await makePicture(snapshot, this.#options, format, links);
    if (format === 'markdown') {
      this.files.set(`${name}.svg`, await makePicture(snapshot, this.#options, 'svg'));
    }
    this.files.set(this.#path(name), page);
  }

  #path(name: string): string {
    return `${name}.${fileKinds[this.#options.format].extension}`;
  }

  #entry(title: string, name: string): string {
    const { format } = this.#options;
    const path = this.#path(name);
    const isImage = format === 'svg' || format === 'png';
    return `${isImage ? '!' : ''}[${markdownText(title)}](${path})`;
  }
}
