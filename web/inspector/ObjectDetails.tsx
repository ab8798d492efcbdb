import type { DiagramNode, EndpointNode, PodNode } from '@portolan/shared/diagram/elements.ts';
import { addressOf } from '@portolan/shared/diagram/names.ts';
import type { Paths } from '@portolan/shared/diagram/pathState.ts';
import { podStatus } from '@portolan/shared/diagram/scene/cards/podCard.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { say as sayWords } from '@portolan/shared/words/say.ts';
import { traceWords } from '@portolan/shared/words/trace.ts';
import type { ReactNode } from 'react';
import { useSettings, useWords } from '../words/useWords.ts';
import { FromEverywhere } from './FromEverywhere.tsx';
import styles from './Inspector.module.css';
import { YamlSection } from './YamlSection.tsx';

interface ObjectDetailsProps {
  readonly view: ServiceView;
  readonly paths: Paths;
  readonly node: DiagramNode;
  readonly onSelect: (id: string) => void;
}

export function ObjectDetails(props: ObjectDetailsProps): ReactNode {
  const { view, node } = props;
  const say = useWords();
  switch (node.type) {
    case 'pod':
      return <PodDetails node={node} />;
    case 'endpoint':
      return <EndpointDetails {...props} node={node} />;
    case 'service':
    case 'external':
      return (
        <>
          <h2>{node.type === 'service' ? say('nameService', { name: view.name }) : node.name}</h2>
          {node.type === 'external' && (
            <p className={styles['sub']}>
              {say('externalName')}
              {node.resolved !== undefined && ` · ${say('resolvesTo', { address: node.resolved })}`}
            </p>
          )}
          <YamlSection kind="Service" namespace={view.namespace} name={view.name} />
        </>
      );
    case 'backendBundle':
      return (
        <>
          <h2>{say('bundleBackends', { count: node.count, place: node.place.name })}</h2>
          <p className={styles['sub']}>
            {say('bundleReady', { ready: node.ready, count: node.count })}
          </p>
        </>
      );
    case 'entryBundle':
      return <h2>{say('bundleEntries', { count: node.count, kind: say(node.kind) })}</h2>;
    case 'vantage':
    case 'entry':
      break;
  }
  return null;
}

function PodDetails({ node: { pod } }: { readonly node: PodNode }): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const status = podStatus(pod, language);
  const facts = [
    [pod.node, pod.zone].filter(Boolean).join(' · '),
    pod.ip,
    pod.workload && `${pod.workload.kind} ${pod.workload.name}`,
    `${pod.phase} · ${pod.readyContainers}/${pod.containers}`,
    pod.ordinal === undefined ? undefined : say('ordinal', { ordinal: pod.ordinal }),
    pod.stableName,
    pod.restarts > 0 ? say('restarts', { count: pod.restarts }) : undefined,
    ...(pod.claims ?? []).map((claim) =>
      [claim.name, claim.capacity, claim.phase].filter(Boolean).join(' '),
    ),
  ];
  return (
    <>
      <h2>{pod.name}</h2>
      <p>
        <b>{status}</b>
      </p>
      <ul className={styles['plain']}>
        {facts.filter(Boolean).map((fact) => (
          <li key={fact} className={styles['sub']}>
            {fact}
          </li>
        ))}
      </ul>
      <YamlSection kind="Pod" namespace={pod.namespace} name={pod.name} />
      {pod.node !== undefined && <YamlSection kind="Node" namespace="-" name={pod.node} />}
    </>
  );
}

function EndpointDetails({
  view,
  paths,
  node,
  onSelect,
}: ObjectDetailsProps & { readonly node: EndpointNode }): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  const { endpoint, health } = node;
  const healths = {
    ready: 'epReady',
    serving: 'epServing',
    terminating: 'epTerminating',
    notReady: 'epNotReady',
  } as const;
  return (
    <>
      <h2>{addressOf(endpoint)}</h2>
      <p className={styles['sub']}>
        {[endpoint.pod, endpoint.node, endpoint.zone].filter(Boolean).join(' · ')}
      </p>
      <p>
        <b>{say(healths[health])}</b>
      </p>
      {endpoint.reason && (
        <p>{sayWords(traceWords, language, endpoint.reason.code, endpoint.reason.params)}</p>
      )}
      {paths.worst(node.id) && (
        <FromEverywhere view={view} paths={paths} target={node.id} onSelect={onSelect} />
      )}
      {endpoint.slices.map((slice) => (
        <YamlSection key={slice} kind="EndpointSlice" namespace={view.namespace} name={slice} />
      ))}
    </>
  );
}
