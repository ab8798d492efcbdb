import type { StatusCause } from '../../api/errors.ts';
import { at, fieldOf, listAt, textAt } from '../read.ts';
import { duplicate, forbiddenField, invalidValue, missing, required, supported } from './causes.ts';
import {
  dnsLabelFaults,
  environmentNameFaults,
  portNameFaults,
  portNumberFaults,
} from './syntax.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const handlers = ['exec', 'grpc', 'httpGet', 'tcpSocket'];

/** What is wrong with one list of containers; `volumes` are the names they may mount. */
export function containersCauses(
  field: string,
  containers: readonly unknown[],
  volumes: ReadonlySet<string>,
): StatusCause[] {
  const seen = new Set<string>();
  return containers.flatMap((container, index) => {
    const place = `${field}[${index}]`;
    const name = textAt(container, 'name');
    const repeated = seen.has(name) ? [duplicate(`${place}.name`, name)] : [];
    seen.add(name);
    return [
      ...nameCauses(`${place}.name`, name),
      ...repeated,
      ...containerCauses(place, container, volumes),
    ];
  });
}

function nameCauses(field: string, name: string): StatusCause[] {
  if (name === '') return [required(field)];
  return dnsLabelFaults(name).map((fault) => invalidValue(field, name, fault));
}

function containerCauses(
  field: string,
  container: unknown,
  volumes: ReadonlySet<string>,
): StatusCause[] {
  const image = textAt(container, 'image');
  return [
    ...(image === '' ? [required(`${field}.image`)] : []),
    ...(image === image.trim()
      ? []
      : [invalidValue(`${field}.image`, image, 'must not have leading or trailing whitespace')]),
    ...portsCauses(`${field}.ports`, listAt(container, 'ports')),
    ...environmentCauses(`${field}.env`, listAt(container, 'env')),
    ...mountsCauses(`${field}.volumeMounts`, listAt(container, 'volumeMounts'), volumes),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) =>
      probeCauses(`${field}.${probe}`, fieldOf(container, probe)),
    ),
    ...supported(`${field}.imagePullPolicy`, fieldOf(container, 'imagePullPolicy'), pullPolicies),
  ];
}

function portsCauses(field: string, ports: readonly unknown[]): StatusCause[] {
  const seen = new Set<string>();
  return ports.flatMap((port, index) => {
    const place = `${field}[${index}]`;
    const name = textAt(port, 'name');
    const repeated = name !== '' && seen.has(name) ? [duplicate(`${place}.name`, name)] : [];
    seen.add(name);
    const number = fieldOf(port, 'containerPort');
    return [
      ...(name === '' ? [] : portNameFaults(name)).map((fault) =>
        invalidValue(`${place}.name`, name, fault),
      ),
      ...repeated,
      ...(typeof number === 'number'
        ? portNumberFaults(number).map((fault) =>
            invalidValue(`${place}.containerPort`, number, fault),
          )
        : [required(`${place}.containerPort`)]),
      ...supported(`${place}.protocol`, fieldOf(port, 'protocol'), protocols),
    ];
  });
}

function environmentCauses(field: string, variables: readonly unknown[]): StatusCause[] {
  return variables.flatMap((variable, index) => {
    const name = textAt(variable, 'name');
    const place = `${field}[${index}]`;
    if (name === '') return [required(`${place}.name`)];
    const both = textAt(variable, 'value') !== '' && fieldOf(variable, 'valueFrom') !== undefined;
    return [
      ...environmentNameFaults(name).map((fault) => invalidValue(`${place}.name`, name, fault)),
      ...(both
        ? [invalidValue(`${place}.valueFrom`, '', 'may not be specified when `value` is not empty')]
        : []),
    ];
  });
}

function mountsCauses(
  field: string,
  mounts: readonly unknown[],
  volumes: ReadonlySet<string>,
): StatusCause[] {
  const seen = new Set<string>();
  return mounts.flatMap((mount, index) => {
    const place = `${field}[${index}]`;
    const name = textAt(mount, 'name');
    const path = textAt(mount, 'mountPath');
    const repeated = path !== '' && seen.has(path);
    seen.add(path);
    return [
      ...(name === '' ? [required(`${place}.name`)] : []),
      ...(name === '' || volumes.has(name) ? [] : [missing(`${place}.name`, name)]),
      ...(path === '' ? [required(`${place}.mountPath`)] : []),
      ...(repeated ? [invalidValue(`${place}.mountPath`, path, 'must be unique')] : []),
    ];
  });
}

function probeCauses(field: string, probe: unknown): StatusCause[] {
  if (probe === undefined) return [];
  const given = handlers.filter((handler) => fieldOf(probe, handler) !== undefined);
  if (given.length === 0) return [required(field, 'must specify a handler type')];
  return given.flatMap((handler, index) => {
    const place = `${field}.${handler}`;
    if (index > 0) return [forbiddenField(place, 'may not specify more than 1 handler type')];
    if (handler === 'exec') return [];
    return probePortCauses(`${place}.port`, at(probe, handler, 'port'));
  });
}

function probePortCauses(field: string, port: unknown): StatusCause[] {
  if (typeof port === 'string') {
    return portNameFaults(port).map((fault) => invalidValue(field, port, fault));
  }
  const number = typeof port === 'number' ? port : 0;
  return portNumberFaults(number).map((fault) => invalidValue(field, number, fault));
}
