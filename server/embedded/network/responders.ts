// The sockets behind every Pod's ports, opened and closed as Pods come and go.

import { objectKey } from '@portolan/shared/model/metadata.ts';

import { type AppPort, httpStatus, latencyMs, listeningOf, portsOf } from './appBehaviour.ts';
import type { ClusterView, NetworkPod } from './clusterView.ts';
import { openTcpResponder, openUdpResponder, type Reply, type Responder } from './responder.ts';

const DNS_PORT = 53;

export class Responders {
  private readonly view: ClusterView;
  private readonly log: (message: string) => void;
  private readonly open = new Map<string, Promise<Responder>>();
  private closed = false;

  constructor(view: ClusterView, log: (message: string) => void) {
    this.view = view;
    this.log = log;
  }

  /** Opens and closes sockets so that every Pod serves what it now serves. */
  follow(): void {
    if (this.closed) return;
    const wanted = new Map<string, () => Promise<Responder>>();
    const services = [...this.view.services.values()];
    for (const pod of this.view.pods.values()) {
      for (const port of portsOf(pod, services)) {
        wanted.set(keyOf(pod, port), () => this.openPort(pod, port));
      }
    }
    for (const [key, responder] of this.open) {
      if (wanted.has(key) || key.startsWith('external ') || key.startsWith('node ')) continue;
      this.open.delete(key);
      void responder.then((opened) => opened.close());
    }
    for (const [key, start] of wanted) if (!this.open.has(key)) void this.keep(key, start());
  }

  /** The local port behind a Pod's port; undefined when nothing serves it any more. */
  ofPod(pod: NetworkPod, port: AppPort): Promise<Responder> | undefined {
    return this.open.get(keyOf(pod, port));
  }

  /** A machine outside, or a node's own process, answering as told. */
  simulated(key: `external ${string}` | `node ${string}`, reply: Reply): Promise<Responder> {
    const known = this.open.get(key);
    if (known !== undefined) return known;
    return this.keep(
      key,
      openTcpResponder(() => reply),
    );
  }

  close(): void {
    this.closed = true;
    for (const responder of this.open.values()) {
      responder.then((opened) => opened.close()).catch(() => undefined);
    }
    this.open.clear();
  }

  private keep(key: string, responder: Promise<Responder>): Promise<Responder> {
    this.open.set(key, responder);
    responder.catch((error: unknown) => {
      this.open.delete(key);
      this.log(`embedded network: ${key}: ${String(error)}`);
    });
    return responder;
  }

  private openPort(pod: NetworkPod, { port, protocol }: AppPort): Promise<Responder> {
    if (protocol === 'UDP') return openUdpResponder(port === DNS_PORT);
    const key = objectKey(pod.model.metadata);
    return openTcpResponder(() => replyOf(this.view.pods.get(key) ?? pod, port));
  }
}

function keyOf({ model }: NetworkPod, { port, protocol }: AppPort): string {
  return `pod ${model.metadata.uid} ${protocol} ${port}`;
}

function replyOf(pod: NetworkPod, port: number): Reply {
  const { metadata, nodeName = '', podIPs } = pod.model;
  return {
    status: httpStatus(pod),
    body: {
      pod: metadata.name,
      namespace: metadata.namespace,
      node: nodeName,
      port,
      address: podIPs[0] ?? '',
    },
    latencyMs: latencyMs(pod),
    silent: listeningOf(pod) === 'silent',
  };
}
