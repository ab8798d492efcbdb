// What the outline shows: the words of the table, and addresses where names have ids.
import type { DiagramEdge, DiagramNode } from '@portolan/shared/diagram/elements.ts';
import { addressOf, nodeName, subjectOf } from '@portolan/shared/diagram/names.ts';
import type { PathState } from '@portolan/shared/diagram/pathState.ts';
import {
  outcomeWord,
  toneSigns,
  vantageText,
  verdictWord,
} from '@portolan/shared/diagram/pathWords.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import type { Language } from '@portolan/shared/words/say.ts';
import type { Say } from '../../words/useWords.ts';

/** A node as a reader knows it; how it fares is said beneath it. */
export function nodeText(node: DiagramNode, language: Language, say: Say): string {
  if (node.type === 'entry') return `${say(node.entryPoint.kind)} ${subjectOf(node.entryPoint)}`;
  if (node.type !== 'vantage') return nodeName(node, language);
  return [node.vantage, ...(node.also ?? [])]
    .map((vantage) => vantageText(vantage, say))
    .map(({ name, hint }) => `${name} · ${hint}`)
    .join(', ');
}

/** `✓ works │ 0.4 ms`: expected beside observed. */
export function stateText(state: PathState, say: Say): string {
  const between = state.tone === 'odd' ? '≠' : '│';
  return `${toneSigns[state.tone]} ${verdictWord(state.expected, say)} ${between} ${outcomeWord(state, say)}`;
}

/** A path as one knows it: `outside → 172.18.0.3:32123: ✓ works │ 0.4 ms`; else what it joins. */
export function edgeText(edge: DiagramEdge, words: EdgeWords): string {
  const { view, say, textOf } = words;
  const { state } = edge;
  if (!state) return `${textOf(edge.source)} → ${textOf(edge.target)}`;
  const vantage = view.vantages.find(({ id }) => id === state.vantage);
  const entry = view.entryPoints.find(({ id }) => id === state.target);
  return say('outlinePath', {
    from: vantage ? vantageText(vantage, say).name : state.vantage,
    to: entry ? addressOf(entry) : textOf(edge.target),
    state: stateText(state, say),
  });
}

interface EdgeWords {
  readonly view: ServiceView;
  readonly say: Say;
  /** What a node of the diagram is called. */
  readonly textOf: (id: string) => string;
}
