import type { KubeObject } from '../objects.ts';
import { at, listAt, textAt } from '../schema/read.ts';

// How many metrics are shown before `+ N more...`.
const most = 2;

/** An autoscaler's metrics, current over target: `cpu: 20%/50%, requests: <unknown>/10`. */
export function hpaTargets(object: KubeObject): string {
  const metrics = listAt(object, 'spec', 'metrics');
  if (metrics.length === 0) return '<none>';
  const current = listAt(object, 'status', 'currentMetrics');
  const shown = metrics.slice(0, most).map((metric, index) => target(metric, current[index]));
  const rest = metrics.length > most ? ` + ${metrics.length - most} more...` : '';
  return `${shown.join(', ')}${rest}`;
}

function target(metric: unknown, current: unknown): string {
  const type = textAt(metric, 'type');
  const field = type.slice(0, 1).toLowerCase() + type.slice(1);
  const source = at(metric, field);
  const now = at(current, field, 'current');
  const wanted = at(source, 'target');
  const name = textAt(source, 'name');
  const label = name === '' ? '' : `${name}: `;
  if (at(wanted, 'averageUtilization') !== undefined) {
    return `${label}${percent(now)}/${percent(wanted)}`;
  }
  const kind = at(wanted, 'averageValue') === undefined ? 'value' : 'averageValue';
  const average = kind === 'averageValue' && type !== 'Pods' ? ' (avg)' : '';
  return `${label}${amount(now, kind)}/${amount(wanted, kind)}${average}`;
}

function percent(value: unknown): string {
  const found = at(value, 'averageUtilization');
  return typeof found === 'number' ? `${found}%` : '<unknown>';
}

function amount(value: unknown, kind: string): string {
  const found = at(value, kind);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '<unknown>';
}
