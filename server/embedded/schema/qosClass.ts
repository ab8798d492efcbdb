import { isJsonObject } from './jsonObject.ts';
import { type JsonObject, listAt, valueAt } from './fill.ts';

const counted = ['cpu', 'memory'];

/** How safe a Pod is from eviction: `Guaranteed`, `Burstable` or `BestEffort`, by what it asks for. */
export function qosClass(pod: JsonObject): string {
  const containers = [
    ...listAt(pod, 'spec', 'containers'),
    ...listAt(pod, 'spec', 'initContainers'),
  ];
  const asked = (container: unknown, kind: 'limits' | 'requests') => {
    const amounts = valueAt(container, 'resources', kind);
    return isJsonObject(amounts) ? amounts : {};
  };
  const asksAny = (amounts: JsonObject) => counted.some((name) => Object.hasOwn(amounts, name));
  if (!containers.some((one) => asksAny(asked(one, 'limits')) || asksAny(asked(one, 'requests')))) {
    return 'BestEffort';
  }
  const guaranteed = containers.every((container) => {
    const limits = asked(container, 'limits');
    const requests = asked(container, 'requests');
    return counted.every((name) => {
      const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
      const request = Object.hasOwn(requests, name) ? requests[name] : limit;
      return limit !== undefined && limit === request;
    });
  });
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
