import type {
  Diagram,
  DiagramEdge,
  DiagramNode,
  EntryNode,
} from '@portolan/shared/diagram/elements.ts';
import { edgeName, nodeName } from '@portolan/shared/diagram/names.ts';
import { podStatus } from '@portolan/shared/diagram/scene/cards/podCard.ts';
import { groupText } from '@portolan/shared/diagram/scene/surroundings.ts';
import { vantageText } from '@portolan/shared/diagram/pathWords.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import type { UiCode } from '@portolan/shared/words/ui.ts';
import { memo, useMemo, type ReactNode } from 'react';
import { useSettings, useWords } from '../../words/useWords.ts';
import styles from './Outline.module.css';
import { nodeText, edgeText, stateText } from './outlineText.ts';

interface OutlineProps {
  readonly view: ServiceView;
  readonly diagram: Diagram;
  /** Read aloud but not seen: the diagram is on screen. */
  readonly hidden: boolean;
  readonly onSelect: (id: string) => void;
}

/** The diagram in words: the same nodes, the same paths, as nested lists. */
export const Outline = memo(function Outline(props: OutlineProps): ReactNode {
  const { view, diagram, hidden, onSelect } = props;
  const say = useWords();
  const name = useEdgeNames(diagram);
  const textOf = useNodeTexts(diagram);
  const of = (...types: readonly DiagramNode['type'][]): DiagramNode[] =>
    diagram.nodes.filter(({ type }) => types.includes(type));
  const choose = hidden ? undefined : onSelect;
  const leaving = (id: string, kind: DiagramEdge['kind']): DiagramEdge[] =>
    diagram.edges.filter((edge) => edge.kind === kind && edge.source === id);
  const arriving = (id: string, kind: DiagramEdge['kind']): DiagramEdge[] =>
    diagram.edges.filter((edge) => edge.kind === kind && edge.target === id);
  const pods = new Map(of('pod').map((node) => [node.id, node]));
  const reached = new Set(
    of('endpoint')
      .flatMap(({ id }) => leaving(id, 'pod'))
      .map((e) => e.target),
  );
  return (
    <section
      className={hidden ? styles['unseen'] : styles['outline']}
      aria-label={say('outlineOf', { name: view.name })}
    >
      <Part code="colFrom" nodes={of('vantage')} onSelect={choose} />
      <Part code="colEntry" nodes={of('entry', 'entryBundle')} onSelect={choose}>
        {(node) => (
          <>
            {node.type === 'entry' && <EntryState node={node} view={view} />}
            <ul>
              {arriving(node.id, 'path').map((edge) => (
                <Item
                  key={edge.id}
                  id={edge.id}
                  name={name(edge)}
                  text={edgeText(edge, { view, say, textOf })}
                  onSelect={choose}
                />
              ))}
            </ul>
          </>
        )}
      </Part>
      <Part code="colService" nodes={of('service')} onSelect={choose}>
        {() => (
          <ul>
            {view.ports.map((port) => (
              <li key={`${port.name ?? ''} ${port.port} ${port.protocol}`}>
                {port.name} {port.port} → {port.targetPort}/{port.protocol}
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part
        code="colEndpoint"
        nodes={of('endpoint', 'backendBundle', 'external')}
        onSelect={choose}
      >
        {(node) => (
          <ul>
            {arriving(node.id, 'share').map((edge) => (
              <li key={edge.id}>{name(edge)}</li>
            ))}
            {leaving(node.id, 'pod').map((edge) => {
              const pod = pods.get(edge.target);
              return pod && <PodItem key={edge.id} node={pod} onSelect={choose} />;
            })}
          </ul>
        )}
      </Part>
      <Part
        code="colPod"
        nodes={[...pods.values()].filter(({ id }) => !reached.has(id))}
        onSelect={choose}
      />
      <ul>
        {diagram.groups.map(({ id, label }) => (
          <li key={id}>{groupText(label, say)}</li>
        ))}
      </ul>
    </section>
  );
});

interface EntryStateProps {
  readonly node: EntryNode;
  readonly view: ServiceView;
}

/** How it fares, and for whom. */
function EntryState({ node: { state }, view }: EntryStateProps): ReactNode {
  const say = useWords();
  const vantage = view.vantages.find(({ id }) => id === state?.vantage);
  if (!state || !vantage) return null;
  return (
    <small>
      {stateText(state, say)} · {say('seenFrom', { vantage: vantageText(vantage, say).name })}
    </small>
  );
}

function useEdgeNames(diagram: Diagram): (edge: DiagramEdge) => string {
  const { language } = useSettings();
  return useMemo(() => {
    const nodes = new Map(diagram.nodes.map((node) => [node.id, nodeName(node, language)]));
    return (edge) => edgeName(edge, (id) => nodes.get(id) ?? id, language);
  }, [diagram, language]);
}

function useNodeTexts(diagram: Diagram): (id: string) => string {
  const { language } = useSettings();
  const say = useWords();
  return useMemo(() => {
    const texts = new Map(diagram.nodes.map((node) => [node.id, nodeText(node, language, say)]));
    return (id) => texts.get(id) ?? id;
  }, [diagram, language, say]);
}

type Choose = ((id: string) => void) | undefined;

interface PartProps {
  readonly code: UiCode;
  readonly nodes: readonly DiagramNode[];
  readonly onSelect: Choose;
  readonly children?: (node: DiagramNode) => ReactNode;
}

function Part({ code, nodes, onSelect, children }: PartProps): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  if (nodes.length === 0) return null;
  return (
    <>
      <h2>{say(code)}</h2>
      <ul>
        {nodes.map((node) => (
          <Item
            key={node.id}
            id={node.id}
            name={nodeName(node, language)}
            text={nodeText(node, language, say)}
            onSelect={onSelect}
          >
            {children?.(node)}
          </Item>
        ))}
      </ul>
    </>
  );
}

interface ItemProps {
  readonly id: string;
  /** As the diagram calls it. */
  readonly name: string;
  /** As a reader who sees it says it. */
  readonly text?: string | undefined;
  readonly onSelect: Choose;
  readonly children?: ReactNode;
}

/** Called as in the diagram, which is stable; who sees it reads words instead of codes and ids. */
function Item({ id, name, text = name, onSelect, children }: ItemProps): ReactNode {
  return (
    <li>
      {onSelect ? (
        <button type="button" data-id={id} aria-label={name} onClick={() => onSelect(id)}>
          {text}
        </button>
      ) : (
        name
      )}
      {children}
    </li>
  );
}

function PodItem({
  node,
  onSelect,
}: {
  readonly node: DiagramNode;
  readonly onSelect: Choose;
}): ReactNode {
  return node.type === 'pod' ? <PodLines node={node} onSelect={onSelect} /> : null;
}

function PodLines({
  node,
  onSelect,
}: {
  readonly node: Extract<DiagramNode, { type: 'pod' }>;
  readonly onSelect: Choose;
}): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const { pod } = node;
  const status = podStatus(pod, language);
  const facts = [
    status,
    pod.zone,
    pod.ordinal === undefined ? undefined : say('ordinal', { ordinal: pod.ordinal }),
    pod.stableName,
    ...(pod.claims ?? []).map(
      (claim) => `${claim.name} ${claim.capacity ?? ''} ${claim.phase ?? ''}`,
    ),
    pod.restarts > 0 ? say('restarts', { count: pod.restarts }) : undefined,
  ];
  return (
    <Item id={node.id} name={nodeName(node, language)} onSelect={onSelect}>
      <ul>
        {facts.filter(Boolean).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </Item>
  );
}
