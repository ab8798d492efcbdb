// What is asked of a drawing: the Services to draw, and how.
import type { ServiceView } from '../../wire/view.ts';
import type { Language } from '../../words/say.ts';
import type { Diagram } from '../elements.ts';
import type { Arrangement } from '../scene/metrics.ts';

/** One Service to draw, with its diagram as `serviceDiagram` made it (what is folded, from where). */
export interface ServicePicture {
  readonly view: ServiceView;
  readonly diagram: Diagram;
}

/** `system` follows the reader's own setting, through a media query inside the picture. */
export type PictureTheme = 'light' | 'dark' | 'system';
/** How much room everything has: `compact` for a page, `poster` for a wall. */
export type Density = 'compact' | 'normal' | 'poster';

export interface DrawOptions {
  readonly theme: PictureTheme;
  readonly locale: Language;
  readonly density: Density;
  /** For a page or for a narrow place, such as a phone or a column; wide unless told. */
  readonly layout?: Arrangement;
  /** Above everything; without it each Service has its own name alone. */
  readonly title?: string;
  /** Below everything, in the writer's words. */
  readonly caption?: string;
  /** What lines and signs mean. */
  readonly legend?: boolean;
  /** The findings of each Service, below its picture. */
  readonly findings?: boolean;
}
