import type { DiagramNode as Element } from '@portolan/shared/diagram/elements.ts';
import { bundleButton } from '@portolan/shared/diagram/scene/cards/bundleCard.ts';
import { drawNode } from '@portolan/shared/diagram/scene/drawNode.ts';
import { ExternalLink } from 'lucide-react';
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { Fragment, memo, useContext, useMemo, type ReactNode } from 'react';
import { useWords } from '../words/useWords.ts';
import { ExpandContext } from './expand.ts';
import { anchorsOf, type ElementNode } from './flowElements.ts';
import { Scene } from './Scene.tsx';
import styles from './cards.module.css';
import { PagesContext } from './pages.ts';
import { usePen } from './usePen.ts';

/** Draws one node; drawn again only when that node changed. */
export const DiagramNode = memo(function DiagramNode({
  data: { node },
  width = 0,
  height = 0,
}: NodeProps<ElementNode>): ReactNode {
  const pen = usePen();
  const isBundle = node.type === 'entryBundle' || node.type === 'backendBundle';
  const reserved = isBundle ? bundleButton : 0;
  const shapes = useMemo(
    () => drawNode(node, { width, height }, pen, reserved),
    [node, width, height, pen, reserved],
  );
  return (
    <>
      <Scene className={styles['card']} shapes={shapes} width={width} height={height} />
      {isBundle && <ExpandButton bundle={node.bundle} />}
      {node.type === 'entry' && <PageLink entry={node.entryPoint.id} />}
      <Anchors node={node} height={height} />
    </>
  );
});

/** In the corner under what was seen: the way in, for who wants to walk it. */
function PageLink({ entry }: { readonly entry: string }): ReactNode {
  const say = useWords();
  const page = useContext(PagesContext).get(entry);
  if (page === undefined) return null;
  const text = say('openInBrowser', { page });
  return (
    <a
      className={`nodrag ${styles['page']}`}
      href={page}
      target="_blank"
      rel="noreferrer"
      aria-label={text}
      title={text}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <ExternalLink size={13} aria-hidden="true" />
    </a>
  );
}

function ExpandButton({ bundle }: { readonly bundle: string }): ReactNode {
  const say = useWords();
  const expand = useContext(ExpandContext);
  return (
    <button
      className={`nodrag ${styles['expand']}`}
      type="button"
      onClick={(event) => {
        event.stopPropagation();
        expand(bundle);
      }}
    >
      {say('expand')}
    </button>
  );
}

/** React Flow measures drawn nodes again and then only knows handles it finds in the page. */
function Anchors({ node, height }: { readonly node: Element; readonly height: number }): ReactNode {
  return anchorsOf(node, height).map(({ id, y }) => (
    <Fragment key={id ?? ''}>
      <Handle {...sideProps(id, y)} type="target" position={Position.Left} />
      <Handle {...sideProps(id, y)} type="source" position={Position.Right} />
    </Fragment>
  ));
}

function sideProps(id: string | undefined, y: number) {
  const side = { isConnectable: false, className: styles['anchor'] ?? '', style: { top: y } };
  return id === undefined ? side : { ...side, id };
}
