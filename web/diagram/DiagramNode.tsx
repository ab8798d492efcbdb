import type { DiagramNode as Element } from '@portolan/shared/diagram/elements.ts';
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { Fragment, memo, type ReactNode } from 'react';
import { BundleCard } from './BundleCard.tsx';
import { EndpointCard } from './EndpointCard.tsx';
import { EntryCard } from './EntryCard.tsx';
import { ExternalCard, VantageCard } from './EndCards.tsx';
import styles from './cards.module.css';
import { anchorsOf, type ElementNode } from './flowElements.ts';
import { PodCard } from './PodCard.tsx';
import { ServiceCard } from './ServiceCard.tsx';

/** Draws one node; drawn again only when that node changed. */
export const DiagramNode = memo(function DiagramNode({
  data: { node },
  height = 0,
}: NodeProps<ElementNode>): ReactNode {
  return (
    <>
      <Card node={node} />
      <Anchors node={node} height={height} />
    </>
  );
});

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

function Card({ node }: { readonly node: Element }): ReactNode {
  switch (node.type) {
    case 'vantage':
      return <VantageCard vantage={node.vantage} />;
    case 'entry':
      return <EntryCard node={node} />;
    case 'service':
      return <ServiceCard node={node} />;
    case 'endpoint':
      return <EndpointCard node={node} />;
    case 'pod':
      return <PodCard node={node} />;
    case 'entryBundle':
    case 'backendBundle':
      return <BundleCard node={node} />;
    case 'external':
      break;
  }
  return <ExternalCard node={node} />;
}
