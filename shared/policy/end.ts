// The two ends of a connection as NetworkPolicies see them (S90, S91).
import { objectKey } from '../model/metadata.ts';
import type { Protocol } from '../model/net.ts';
import type { Pod } from '../model/pod.ts';
import { canonicalIP } from '../paths/addresses.ts';

export interface PolicyFlow {
  /** The client Pod, whose egress counts; undefined when the client is no Pod. */
  source: Pod | undefined;
  /** The source as the destination sees it: after masquerading a node's address (S91). */
  sourceIP: string;
  /** The Pod behind the destination, whose ingress counts; undefined when it is no Pod. */
  destination: Pod | undefined;
  /** After DNAT: a Pod IP with its targetPort, not a Service's (S91). */
  destinationIP: string;
  port: number;
  protocol: Protocol;
  /** Only this direction, where the two are decided at different addresses; both when absent. */
  direction?: 'egress' | 'ingress';
}

export interface End {
  ip: string;
  /** Present where the address is the Pod's own: on the host network, or masqueraded, it is a node's. */
  pod?: Pod;
}

export function clientEnd({ source, sourceIP }: PolicyFlow): End {
  const ip = canonicalIP(sourceIP);
  const isItsOwn = source !== undefined && !source.hostNetwork && source.podIPs.includes(ip);
  return isItsOwn ? { ip, pod: source } : { ip };
}

export function serverEnd({ destination, destinationIP }: PolicyFlow): End {
  const ip = canonicalIP(destinationIP);
  return destination === undefined || destination.hostNetwork ? { ip } : { ip, pod: destination };
}

/** Whether a Pod talks to itself, through its Service or not (S89). */
export function isToItself({ source, destination }: PolicyFlow): boolean {
  return (
    source !== undefined &&
    destination !== undefined &&
    objectKey(source.metadata) === objectKey(destination.metadata)
  );
}
