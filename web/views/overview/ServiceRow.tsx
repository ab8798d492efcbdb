import type { ServiceSummary } from '@portolan/shared/wire/view.ts';
import { healthWords } from '@portolan/shared/words/health.ts';
import { say as sayWords, type Language } from '@portolan/shared/words/say.ts';
import { memo, type ReactNode } from 'react';
import { formatAge } from '../../ui/age.ts';
import { HealthMark } from '../../ui/HealthMark.tsx';
import { SeverityCount, severities } from '../../ui/SeverityMark.tsx';
import { formatPlace, type ServicePlace } from '../../url/location.ts';
import { useSettings, useWords, type Say } from '../../words/useWords.ts';
import styles from './ServiceList.module.css';

interface ServiceRowProps {
  readonly service: ServiceSummary;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly active: boolean;
  readonly oneNamespace: boolean;
  readonly now: number;
  /** Milliseconds since the epoch; undefined where this page has seen no test of it. */
  readonly testedAt: number | undefined;
  readonly onFocus: (key: string) => void;
}

/** Of the link that opens a Service: the row's place for the keyboard. */
export function linkId(key: string): string {
  return `open ${key}`;
}

function placeOf({ namespace, name }: ServiceSummary): ServicePlace {
  return { page: 'service', namespace, name };
}

export const ServiceRow = memo(function ServiceRow(props: ServiceRowProps): ReactNode {
  const { service, index, top, active, oneNamespace, now, testedAt, onFocus } = props;
  const say = useWords();
  const { language } = useSettings();
  const age =
    service.created === undefined ? '' : formatAge(now - Date.parse(service.created), language);
  return (
    <tr
      className={styles['row']}
      aria-rowindex={index + 2}
      data-active={active}
      aria-label={rowName(service, language, say)}
      style={{ transform: `translateY(${top}px)` }}
    >
      <td className={styles['colName']}>
        <a
          id={linkId(service.key)}
          href={formatPlace(placeOf(service))}
          title={
            service.health === 'healthy' && testedAt === undefined ? say('untestedHint') : undefined
          }
          onFocus={() => onFocus(service.key)}
        >
          {service.name}
        </a>
      </td>
      {!oneNamespace && <td className={styles['colNamespace']}>{service.namespace}</td>}
      <td className={styles['colType']}>
        {service.type}
        {service.headless && <small>{say('headless')}</small>}
      </td>
      <td className={styles['colPorts']}>
        <Ports service={service} />
      </td>
      <td className={styles['colReady']}>{readyText(service, say)}</td>
      <td className={styles['colHealth']}>
        <HealthMark
          health={service.health}
          {...(service.reason ? { reason: service.reason } : {})}
        />
        <Tested
          health={service.health}
          since={testedAt === undefined ? undefined : now - testedAt}
        />
      </td>
      <td className={styles['colFindings']}>
        <Findings counts={service.findings} />
      </td>
      <td className={styles['colAge']}>{age}</td>
    </tr>
  );
});

interface TestedProps {
  readonly health: ServiceSummary['health'];
  /** Milliseconds. */
  readonly since: number | undefined;
}

/** Healthy is what the objects say: whether anybody tried is said beside it. */
function Tested({ health, since }: TestedProps): ReactNode {
  const say = useWords();
  const { language } = useSettings();
  if (since !== undefined)
    return <small>{say('testedAgo', { age: formatAge(since, language) })}</small>;
  return health === 'healthy' && <small>{say('untested')}</small>;
}

function Findings({ counts }: { readonly counts: ServiceSummary['findings'] }): ReactNode {
  if (!counts) return null;
  return severities.map(
    (severity) =>
      counts[severity] > 0 && (
        <SeverityCount key={severity} severity={severity} count={counts[severity]} short />
      ),
  );
}

const portsShown = 3;

function Ports({ service }: { readonly service: ServiceSummary }): ReactNode {
  const say = useWords();
  if (service.externalName !== undefined) return <>→ {service.externalName}</>;
  const texts = service.ports.map(({ port, nodePort, protocol }) => {
    const node = nodePort === undefined ? '' : `:${nodePort}`;
    return `${port}${node}${protocol === 'TCP' ? '' : `/${protocol}`}`;
  });
  const more = texts.length - portsShown;
  return (
    <span title={texts.join(', ')}>
      {texts.slice(0, portsShown).join(', ')}
      {more > 0 && ` ${say('morePorts', { count: more })}`}
    </span>
  );
}

function readyText({ health, ready, total }: ServiceSummary, say: Say): string {
  if (health === 'external' && total === undefined) return '–';
  return ready === undefined || total === undefined ? say('readyUnknown') : `${ready}/${total}`;
}

function rowName(service: ServiceSummary, language: Language, say: Say): string {
  return say('rowName', {
    key: service.key,
    type: service.type,
    ready: readyText(service, say),
    health: sayWords(healthWords, language, service.health),
  });
}
