import type { NodeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { BundleCard } from './BundleCard.tsx';
import { EndpointCard } from './EndpointCard.tsx';
import { EntryCard } from './EntryCard.tsx';
import { ExternalCard, VantageCard } from './EndCards.tsx';
import type { ElementNode } from './flowElements.ts';
import { PodCard } from './PodCard.tsx';
import { ServiceCard } from './ServiceCard.tsx';

/** Draws one node; drawn again only when that node changed. */
export const DiagramNode = memo(function DiagramNode({
  data: { node },
}: NodeProps<ElementNode>): ReactNode {
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
      return <ExternalCard name={node.name} />;
  }
});
