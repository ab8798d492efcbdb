// The API the objects are served by: Portolan's embedded one, with nothing behind it but the lab.
import { type Portolan, startPortolan } from '../../fixtures/portolan.ts';
import type {
  EndpointSlice,
  KubeObject,
  NetworkPolicy,
  OtherObject,
  Pod,
  Service,
} from './kinds.ts';

/** Path before the namespace, and plural; a cluster-scoped kind has no namespace. */
const paths: Readonly<Record<KubeObject['kind'], readonly [prefix: string, plural: string]>> = {
  Namespace: ['/api/v1', 'namespaces'],
  Node: ['/api/v1', 'nodes'],
  ConfigMap: ['/api/v1', 'configmaps'],
  Service: ['/api/v1', 'services'],
  Pod: ['/api/v1', 'pods'],
  EndpointSlice: ['/apis/discovery.k8s.io/v1', 'endpointslices'],
  NetworkPolicy: ['/apis/networking.k8s.io/v1', 'networkpolicies'],
};

interface Kinds {
  Namespace: OtherObject;
  Service: Service;
  Pod: Pod;
  EndpointSlice: EndpointSlice;
  NetworkPolicy: NetworkPolicy;
}

export interface LabAPI {
  url: string;
  kubeconfig: string;
  /** Creates what is not there and replaces what is, status included. */
  apply(objects: readonly KubeObject[]): Promise<void>;
  remove(objects: readonly KubeObject[]): Promise<void>;
  list<Kind extends keyof Kinds>(kind: Kind): Promise<Kinds[Kind][]>;
  stop(): Promise<void>;
}

/** `enterPod`: the command before one that is run in a Pod, as `--pod-exec` takes it. */
export async function startAPI(enterPod: string): Promise<LabAPI> {
  // As under npm it ends when its parent does, so that a lab that is killed leaves none behind.
  const portolan: Portolan = await startPortolan(['--api-only', '--pod-exec', enterPod], {
    npm_lifecycle_event: 'lab',
  });
  const send = async (method: string, path: string, body?: KubeObject): Promise<Response> =>
    fetch(new URL(path, portolan.api), {
      method,
      ...(body && {
        headers: {
          'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
        },
        body: JSON.stringify(body),
      }),
    });
  const put = async (object: KubeObject): Promise<void> => {
    const created = await send('POST', collectionOf(object), object);
    const answers =
      created.status === 409 ? [await send('PATCH', pathOf(object), object)] : [created];
    // A status sent along with the object is not taken; it has a resource of its own.
    if ('status' in object) answers.push(await send('PATCH', `${pathOf(object)}/status`, object));
    for (const answer of answers) {
      if (!answer.ok) throw new Error(`${pathOf(object)}: ${await answer.text()}`);
      await answer.body?.cancel();
    }
  };
  return {
    url: portolan.api,
    kubeconfig: portolan.kubeconfig,
    async apply(objects) {
      for (const object of objects) await put(object);
    },
    async remove(objects) {
      for (const object of objects) await send('DELETE', pathOf(object));
    },
    async list(kind) {
      const [prefix, plural] = paths[kind];
      const answer = await send('GET', `${prefix}/${plural}`);
      const { items } = await answer.json();
      return items;
    },
    stop: async () => void (await portolan.stop()),
  };
}

function collectionOf({ kind, metadata: { namespace } }: KubeObject): string {
  const [prefix, plural] = paths[kind];
  return namespace === undefined
    ? `${prefix}/${plural}`
    : `${prefix}/namespaces/${namespace}/${plural}`;
}

function pathOf(object: KubeObject): string {
  return `${collectionOf(object)}/${object.metadata.name}`;
}
