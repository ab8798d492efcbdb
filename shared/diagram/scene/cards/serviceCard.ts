// The Service: its name, whom it selects, and its ports.
import type { ServiceNode } from '../../elements.ts';
import type { CardMetrics } from '../metrics.ts';
import { textLine, textStyles, type Shape } from '../shapes.ts';
import { widthOf } from '../../text/measure.ts';
import type { CardSize, Pen } from './pen.ts';

const pad = 14;
const portPad = 10;
const portGap = 6;

export function serviceCard(node: ServiceNode, size: CardSize, pen: Pen): Shape[] {
  const { metrics, say } = pen;
  const room = size.width - 2 * pad;
  const head = metrics.serviceHead - portGap;
  const selector =
    node.selector ?? (node.externalName === undefined ? say('noSelector') : 'ExternalName');
  return [
    {
      kind: 'rect',
      x: 0.75,
      y: 0.75,
      width: size.width - 1.5,
      height: size.height - 1.5,
      radius: 10,
      fill: 'card',
      stroke: 'sea',
      strokeWidth: 1.5,
    },
    ...textLine(node.name, textStyles.name, { x: pad, y: head / 2 - 1, room, cut: 'middle' }),
    ...textLine(selector, textStyles.soft, { x: pad, y: head / 2 + 16, room }),
    ...node.ports.flatMap((port, index) => portShapes(port, index, size.width, metrics)),
  ];
}

/** Middle of a port's row from the top of the card: where edges meet it. */
export function portMiddle(index: number, { serviceHead, servicePort }: CardMetrics): number {
  return serviceHead - portGap + index * servicePort + (servicePort - portGap) / 2;
}

function portShapes(
  port: ServiceNode['ports'][number],
  index: number,
  width: number,
  metrics: CardMetrics,
): Shape[] {
  const height = metrics.servicePort - portGap;
  const middle = portMiddle(index, metrics);
  const inner = 10;
  const room = width - 2 * portPad - 2 * inner;
  const text = `${port.port} → ${port.targetPort}${port.protocol === 'TCP' ? '' : `/${port.protocol}`}`;
  const need = widthOf(text, textStyles.soft.size, textStyles.soft.weight);
  const name = String(port.name ?? port.port);
  const nameNeed = widthOf(name, textStyles.strong.size, textStyles.strong.weight);
  const nameRoom = Math.min(nameNeed, Math.max(room - need - 8, room * 0.4)) + 0.01;
  return [
    {
      kind: 'rect',
      x: portPad,
      y: middle - height / 2,
      width: width - 2 * portPad,
      height,
      radius: 6,
      fill: 'paper',
      stroke: 'line',
    },
    ...textLine(name, textStyles.strong, { x: portPad + inner, y: middle + 4, room: nameRoom }),
    ...textLine(text, textStyles.soft, {
      x: width - portPad - inner,
      y: middle + 4,
      room: Math.max(0, room - nameRoom - 8),
      anchor: 'end',
    }),
  ];
}
