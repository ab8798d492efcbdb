// The five questions every introduction to Services asks, as paths of this Service.
import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import type { ServiceView, Vantage } from '@portolan/shared/wire/view.ts';
import type { UiCode } from '@portolan/shared/words/ui.ts';

export interface FiveTest {
  readonly code: UiCode;
  readonly vantage: string;
  readonly target: string;
}

const questions = [
  { code: 'testNodeIP', from: 'node', to: 'clusterIP' },
  { code: 'testNodeName', from: 'node', to: 'dns' },
  { code: 'testPodName', from: 'pod', to: 'dns' },
  { code: 'testOutsideNodePort', from: 'outside', to: 'nodePort' },
  { code: 'testOutsideIP', from: 'outside', to: 'clusterIP' },
] as const satisfies readonly {
  code: UiCode;
  from: Vantage['kind'];
  to: EntryPoint['kind'];
}[];

/** Those of the five that this Service, its vantage points and the engine have an answer for. */
export function fiveTests(view: ServiceView): FiveTest[] {
  return questions.flatMap(({ code, from, to }) => {
    const vantage = view.vantages.find(({ kind }) => kind === from);
    const entry = view.entryPoints.find(({ kind }) => kind === to);
    const known = view.expectations.some(
      (each) => each.vantage === vantage?.id && each.target === entry?.id,
    );
    return vantage && entry && known ? [{ code, vantage: vantage.id, target: entry.id }] : [];
  });
}
