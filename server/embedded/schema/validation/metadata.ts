import type { StatusCause } from '../../api/errors.ts';
import type { KubeObject, ResourceType } from '../../objects.ts';
import { entriesAt } from '../read.ts';
import { invalidValue } from './causes.ts';
import { annotationCauses, dnsLabelFaults, labelCauses } from './syntax.ts';

// A CronJob's Jobs add eleven characters to its name, and must still be DNS labels.
const longestCronJob = 52;

/** Names as some kinds restrict them further than all do, labels and annotations. */
export function metadataCauses(type: ResourceType, object: KubeObject): StatusCause[] {
  const { name } = object.metadata;
  return [
    ...nameFaults(type, name).map((fault) => invalidValue('metadata.name', name, fault)),
    ...labelCauses('metadata.labels', new Map(entriesAt(object, 'metadata', 'labels'))),
    ...annotationCauses(
      'metadata.annotations',
      new Map(entriesAt(object, 'metadata', 'annotations')).keys(),
    ),
  ];
}

function nameFaults(type: ResourceType, name: string): string[] {
  if (type.group === '' && type.kind === 'Namespace') return dnsLabelFaults(name);
  if (type.kind === 'CronJob' && name.length > longestCronJob) {
    return [`must be no more than ${longestCronJob} characters`];
  }
  return [];
}
