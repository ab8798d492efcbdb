// Services as a page of Markdown: the picture, then in tables what it shows, then what is wrong.
import type { EntryPoint, TopologyEndpoint } from '../../wire/topology.ts';
import type { ServiceView, Vantage } from '../../wire/view.ts';
import { findingWords } from '../../words/findings.ts';
import { fixWords } from '../../words/fixes.ts';
import { pictureWords, type PictureCode } from '../../words/pictures.ts';
import { say as sayWords, type Language, type Params } from '../../words/say.ts';
import { endpointHealth } from '../backends.ts';
import { endpointAddressId } from '../endpointId.ts';
import { addressOf, isRouted, percentOf, routeOf, subjectOf } from '../names.ts';
import { pathsOf, type Paths } from '../pathState.ts';
import { sayings, toneSigns, vantageText, verdictWord } from '../pathWords.ts';
import { sharesOf } from '../shares.ts';
import type { ServicePicture } from '../svg/picture.ts';
import { endpointWord, portLine } from './labels.ts';
import { markdownCode, markdownText } from './markdownText.ts';
import { mermaidOf } from './mermaid.ts';

export interface MarkdownOptions {
  readonly locale: Language;
  readonly title?: string;
  readonly caption?: string;
  /** Path of the picture, relative to the page; without one, Mermaid in the page itself. */
  readonly picture?: string;
  /** What is wrong with each Service, too. */
  readonly findings?: boolean;
}

/** Longer tables are cut: a page is read by people. */
const mostRows = 100;

/** The whole page, ending with a line feed. */
export function markdownOf(pictures: readonly ServicePicture[], options: MarkdownOptions): string {
  const page = new PageWriter(options);
  const [only] = pictures;
  const title = options.title ?? (only ? page.words('service', { key: keyOf(only.view) }) : '');
  page.paragraph(`# ${markdownText(title)}`);
  if (options.picture !== undefined) page.linkedPicture(title, options.picture);
  if (pictures.length === 0) page.paragraph(page.words('noServices'));
  for (const picture of pictures) {
    const key = page.words('service', { key: keyOf(picture.view) });
    if (pictures.length > 1 || options.title !== undefined)
      page.paragraph(`## ${markdownText(key)}`);
    if (options.picture === undefined) page.drawnPicture(picture);
    page.service(picture.view);
  }
  if (options.caption !== undefined) page.paragraph(`*${markdownText(options.caption)}*`);
  return `${page.paragraphs.join('\n\n')}\n`;
}

function keyOf({ namespace, name }: ServiceView): string {
  return `${namespace}/${name}`;
}

class PageWriter {
  readonly paragraphs: string[] = [];
  readonly #options: MarkdownOptions;

  constructor(options: MarkdownOptions) {
    this.#options = options;
  }

  words(code: PictureCode, params: Params = {}): string {
    return sayWords(pictureWords, this.#options.locale, code, params);
  }

  paragraph(text: string): void {
    this.paragraphs.push(text);
  }

  linkedPicture(title: string, path: string): void {
    const alt = markdownText(this.words('pictureOf', { title }));
    this.paragraph(`![${alt}](${encodeURI(path).replaceAll('(', '%28').replaceAll(')', '%29')})`);
  }

  drawnPicture(picture: ServicePicture): void {
    const chart = mermaidOf([picture], { locale: this.#options.locale });
    this.paragraph(`\`\`\`mermaid\n${chart}\`\`\``);
  }

  service(view: ServiceView): void {
    const say = sayings[this.#options.locale];
    this.paragraph(this.#facts(view));
    const paths = pathsOf(view, new Map());
    this.paragraph(`### ${say('colEntry')}`);
    this.#entryPoints(view, paths);
    if (view.externalName === undefined) {
      this.paragraph(`### ${say('colEndpoint')}`);
      this.#endpoints(view, paths);
    }
    if (this.#options.findings && view.findings.length > 0) {
      this.paragraph(`### ${say('findings')}`);
      this.paragraph(view.findings.map((finding) => this.#finding(finding)).join('\n'));
    }
  }

  #facts(view: ServiceView): string {
    const selector = Object.entries(view.selector ?? {}).map(([key, value]) => `${key}=${value}`);
    const facts: [PictureCode, string][] = [
      ['type', view.headless ? `${view.type} (headless)` : view.type],
      ['ports', codes(view.ports.map(portLine))],
      ['selector', codes(selector)],
      ['workloads', codes(view.workloads.map(({ kind, name }) => `${kind}/${name}`))],
    ];
    return facts
      .filter(([, text]) => text !== '')
      .map(([code, text]) => `- ${this.words(code)}: ${text}`)
      .join('\n');
  }

  #entryPoints(view: ServiceView, paths: Paths): void {
    if (view.entryPoints.length === 0) {
      this.paragraph(this.words('noEntryPoints'));
      return;
    }
    const say = sayings[this.#options.locale];
    const verdict = (vantage: Vantage, entry: EntryPoint): string => {
      const state = paths.state(vantage.id, entry.id);
      return state ? `${toneSigns[state.tone]} ${verdictWord(state.expected, say)}` : '';
    };
    const vantages = view.vantages.map((vantage) => {
      const { name } = vantageText(vantage, say);
      return markdownText(this.words('from', { vantage: name }));
    });
    this.#table(
      [this.words('kind'), this.words('address'), ...vantages],
      view.entryPoints,
      (entry) => [
        say(entry.kind),
        markdownCode(isRouted(entry) ? routeOf(entry) : subjectOf(entry)) +
          (entry.simulated ? ` (${say('simulated')})` : ''),
        ...view.vantages.map((vantage) => verdict(vantage, entry)),
      ],
    );
  }

  #endpoints(view: ServiceView, paths: Paths): void {
    if (view.endpoints.length === 0) {
      this.paragraph(this.words('noEndpoints'));
      return;
    }
    const say = sayings[this.#options.locale];
    const shares = sharesOf(view, paths, { expanded: new Set() });
    const share = (endpoint: TopologyEndpoint): string => {
      const known = shares.get(endpointAddressId(endpoint));
      return known === undefined ? '' : say('percent', { percent: percentOf(known) });
    };
    this.#table(
      [this.words('address'), this.words('state'), this.words('share'), 'Pod', this.words('node')],
      view.endpoints,
      (endpoint) => [
        markdownCode(addressOf(endpoint)),
        endpointWord(endpointHealth(endpoint), say),
        share(endpoint),
        markdownCode(endpoint.pod ?? ''),
        markdownCode(endpoint.node ?? ''),
      ],
    );
  }

  #table<Row>(
    heading: readonly string[],
    rows: readonly Row[],
    cells: (row: Row) => readonly string[],
  ): void {
    const lines = [heading, heading.map(() => '---'), ...rows.slice(0, mostRows).map(cells)];
    this.paragraph(lines.map((line) => `| ${line.join(' | ')} |`).join('\n'));
    const count = rows.length - mostRows;
    if (count > 0) this.paragraph(this.words('moreRows', { count }));
  }

  #finding({ code, severity, params, fix }: ServiceView['findings'][number]): string {
    const { locale } = this.#options;
    const said = markdownText(sayWords(findingWords, locale, code, params));
    const remedy = fix ? ` ${this.#fix(sayWords(fixWords, locale, fix.code, params))}` : '';
    const weight = severity === 'info' ? '' : `**${sayings[locale](severity)}** · `;
    return `- ${weight}${said}${remedy}`;
  }

  #fix(fix: string): string {
    return markdownText(this.words('fix', { fix }));
  }
}

function codes(texts: readonly string[]): string {
  return texts.map((text) => markdownCode(text)).join(', ');
}
