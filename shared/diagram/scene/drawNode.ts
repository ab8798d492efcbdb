// One node of the diagram as shapes, from its own top left corner.
import type { DiagramNode } from '../elements.ts';
import { bundleCard } from './cards/bundleCard.ts';
import { endpointCard, externalCard, vantageCard } from './cards/endCards.ts';
import { entryCard } from './cards/entryCard.ts';
import type { CardSize, Pen } from './cards/pen.ts';
import { podCard } from './cards/podCard.ts';
import { serviceCard } from './cards/serviceCard.ts';
import type { Shape } from './shapes.ts';

/** `reserved`: pixels at the right of a bundle that something else takes. */
export function drawNode(node: DiagramNode, size: CardSize, pen: Pen, reserved = 0): Shape[] {
  switch (node.type) {
    case 'vantage':
      return vantageCard(node, size, pen);
    case 'entry':
      return entryCard(node, size, pen);
    case 'service':
      return serviceCard(node, size, pen);
    case 'endpoint':
      return endpointCard(node, size, pen);
    case 'pod':
      return podCard(node, size, pen);
    case 'entryBundle':
    case 'backendBundle':
      return bundleCard(node, size, pen, reserved);
    case 'external':
      break;
  }
  return externalCard(node, size, pen);
}
