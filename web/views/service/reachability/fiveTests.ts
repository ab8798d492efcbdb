// The five questions every introduction to Services asks, as paths of this Service.
import { worstOf, type Paths, type PathState } from '@portolan/shared/diagram/pathState.ts';
import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import type { ServiceView, Vantage } from '@portolan/shared/wire/view.ts';
import type { Params } from '@portolan/shared/words/say.ts';
import type { UiCode } from '@portolan/shared/words/ui.ts';

interface Asked {
  readonly code: UiCode;
  /** The path that answers; of several NodePorts one that disagrees, where one does. */
  readonly state: PathState;
}
interface NotApplying {
  readonly code: UiCode;
  readonly why: UiCode;
  readonly params: Params;
}
export type FiveTest = Asked | NotApplying;

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

type Question = (typeof questions)[number];

/** All five, of any Service: what cannot be asked of this one says why. */
export function fiveTests(view: ServiceView, paths: Paths): FiveTest[] {
  return questions.map(({ code, from, to }): FiveTest => {
    const vantage = view.vantages.find(({ kind }) => kind === from);
    if (!vantage) return { code, why: from === 'node' ? 'noNode' : 'notPredicted', params: {} };
    const entries = view.entryPoints.filter(({ kind }) => kind === to);
    if (entries.length === 0) return { code, why: whyNone(to, view), params: { type: view.type } };
    const states = entries.map(({ id }) => paths.state(vantage.id, id));
    const [first] = states;
    const state = worstOf(states.filter((each) => each?.tone === 'odd')) ?? first;
    return state ? { code, state } : { code, why: 'notPredicted', params: {} };
  });
}

function whyNone(to: Question['to'], { type, headless }: ServiceView): UiCode {
  switch (to) {
    case 'clusterIP':
      if (type === 'ExternalName') return 'externalNoIP';
      return headless ? 'headlessNoIP' : 'notAssignedIP';
    case 'nodePort':
      return type === 'NodePort' || type === 'LoadBalancer' ? 'noNodePortAllocated' : 'noNodePort';
    case 'dns':
      break;
  }
  return 'noName';
}
