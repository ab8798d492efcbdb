import type { ProbeReport, ProbeResult } from '@portolan/shared/wire/probe.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';

/** The likely causes of what the results show together, most likely first. */
export function diagnose(
  _view: ServiceView,
  _results: readonly ProbeResult[],
): ProbeReport['diagnosis'] {
  return [];
}
