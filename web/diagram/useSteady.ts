import type { Diagram } from '@portolan/shared/diagram/elements.ts';
import { layoutDiagram, type Layout } from '@portolan/shared/diagram/layout.ts';
import { reconcile } from '@portolan/shared/diagram/reconcile.ts';
import { useState } from 'react';

/** The values, each of them the same object as before while it says the same. */
export function useReconciled<Value extends { readonly id: string }>(next: Value[]): Value[] {
  const [kept, setKept] = useState(next);
  const values = reconcile(kept, next);
  if (values !== kept) setKept(values);
  return values;
}

/** A layout that keeps everything where it was, until `tidied` changes. */
export function useSteadyLayout(diagram: Diagram, tidied: number): Layout {
  const [kept, setKept] = useState(() => ({ diagram, tidied, layout: layoutDiagram(diagram) }));
  if (kept.diagram === diagram && kept.tidied === tidied) return kept.layout;
  const layout = layoutDiagram(diagram, kept.tidied === tidied ? kept.layout : undefined);
  setKept({ diagram, tidied, layout });
  return layout;
}
