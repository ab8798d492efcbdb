// In a tall picture lines go around: down at the right of the entry points into the Service, down at its
// left to the endpoints. Each port has a lane of its own on either side, so that no two are confused.
import type { Diagram } from '../elements.ts';
import type { Metrics } from './metrics.ts';

const step = 7;
/** Of many ports the lanes lie closer together. */
const most = 84;
/** From the entry points' frame to the first lane. */
const outside = 22;

function stepOf(ports: number): number {
  return Math.min(step, most / Math.max(1, ports));
}

/** Width in pixels of the lanes on one side; the Service itself has one, and each of its ports. */
export function laneRoom(diagrams: readonly Diagram[]): number {
  return diagrams.reduce((room, { nodes }) => {
    const ports = nodes.reduce(
      (sum, node) => (node.type === 'service' ? Math.max(sum, node.ports.length) : sum),
      0,
    );
    return Math.max(room, Math.ceil(stepOf(ports) * (ports + 1)));
  }, 0);
}

/**
 * Where the lane of a port runs from top to bottom; -1 is the Service itself. The upper port's lane is
 * the inner one before the Service and the outer one behind it: lines of a Service never cross there.
 */
export function laneAt(
  side: 'in' | 'out',
  { index, ports }: { readonly index: number; readonly ports: number },
  { columns }: Metrics,
): number {
  const offset = stepOf(ports) * (index + 1);
  return side === 'out' ? 2 + offset : columns.entry.x + columns.entry.width + outside + offset;
}
