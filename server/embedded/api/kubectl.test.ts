// kubectl itself is the judge of the embedded API.

import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import type { KubeObject } from '../objects.ts';
import { type EmbeddedApi, createEmbeddedApi } from './api.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { type Listening, listenEmbeddedApi } from './listen.ts';

const missing = spawnSync('kubectl', ['version', '--client']).error !== undefined;
if (missing) console.warn('kubectl is not installed: its tests are skipped');

const MANIFEST = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: nginx, image: "nginx:1", ports: [{ containerPort: 80 }] }
        - { name: side, image: "side:1" }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: 80 }]
`;

const MISSPELT = `
apiVersion: v1
kind: Service
metadata: { name: misspelt }
spec: { type: ExternalName, ExternalName: example.com }
`;

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

describe.skipIf(missing)('kubectl', () => {
  let directory: string;
  let api: EmbeddedApi;
  let server: Listening;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'portolan-kubectl-'));
    api = createEmbeddedApi();
    server = await listenEmbeddedApi(api);
    await writeKubeconfig(join(directory, 'config'), server.url);
    await writeFile(join(directory, 'web.yaml'), MANIFEST);
    await writeFile(join(directory, 'misspelt.yaml'), MISSPELT);
  });

  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  function environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      HOME: directory,
      KUBECACHEDIR: join(directory, 'cache'),
      KUBECONFIG: join(directory, 'config'),
      EDITOR: 'sed -i s/nginx:2/nginx:3/',
    };
  }

  /** One command line; words are split at blanks, quotes keep them together. */
  function run(command: string): Promise<Run> {
    const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? '',
    );
    return new Promise((resolve) => {
      execFile(
        'kubectl',
        words,
        { cwd: directory, env: environment() },
        (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        },
      );
    });
  }

  async function kubectl(command: string): Promise<string> {
    const { code, stdout, stderr } = await run(command);
    if (code !== 0) throw new Error(`kubectl ${command}: ${stderr}`);
    return stdout;
  }

  function stored(plural: string, name: string): KubeObject | undefined {
    return api.store.get({ plural, namespace: 'default', name });
  }

  it('applies: created, unchanged, configured', async () => {
    const created = 'deployment.apps/web created\nservice/web created\n';
    expect(await kubectl('apply -f web.yaml')).toBe(created);
    expect(await kubectl('apply -f web.yaml')).toBe(created.replaceAll('created', 'unchanged'));
    // The second container goes, the first changes.
    const changed = MANIFEST.replace('        - { name: side, image: "side:1" }\n', '').replace(
      'nginx:1',
      'nginx:2',
    );
    await writeFile(join(directory, 'changed.yaml'), changed);
    expect((await run('diff -f changed.yaml')).stdout).toContain('image: nginx:2');
    expect(await kubectl('apply -f changed.yaml')).toBe(
      'deployment.apps/web configured\nservice/web unchanged\n',
    );
    expect(stored('deployments', 'web')).toMatchObject({
      metadata: { generation: 2 },
      spec: { template: { spec: { containers: [{ name: 'nginx', image: 'nginx:2' }] } } },
    });
    expect(await kubectl('apply --server-side -f changed.yaml')).toContain('serverside-applied');
  });

  it('refuses a misspelt field by its name', async () => {
    const { code, stderr } = await run('apply -f misspelt.yaml');
    expect(code).toBe(1);
    expect(stderr).toContain('unknown field "spec.ExternalName"');
    const lenient = await run('apply --validate=warn --dry-run=server -f misspelt.yaml');
    expect(lenient.stderr).toContain('Warning: unknown field "spec.ExternalName"');
  });

  it('gets tables, YAML, JSON and names', async () => {
    const [table, wide, yaml, name, path, all] = await Promise.all([
      kubectl('get deployments'),
      kubectl('get deploy -o wide -l app=web'),
      kubectl('get svc web -o yaml'),
      kubectl('get deploy,svc -o name'),
      kubectl("get deploy web -o 'jsonpath={.spec.replicas}'"),
      kubectl('get sa -A --sort-by=.metadata.namespace'),
    ]);
    expect(table.split('\n')[0]).toMatch(/^NAME +READY +UP-TO-DATE +AVAILABLE +AGE$/);
    expect(wide).toMatch(/CONTAINERS +IMAGES +SELECTOR\n.*nginx:2 +app=web/);
    expect(yaml).toContain('kind: Service');
    expect(name).toBe('deployment.apps/web\nservice/web\n');
    expect(path).toBe('2');
    expect(
      all
        .split('\n')
        .slice(1, 5)
        .map((line) => line.split(/ +/)[0]),
    ).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
  });

  it('describes and explains', async () => {
    const [deployment, service, explained] = await Promise.all([
      kubectl('describe deploy web'),
      kubectl('describe svc web'),
      kubectl('explain service.spec.externalName'),
    ]);
    expect(deployment).toMatch(/Replicas: +2 desired/);
    expect(service).toMatch(/Selector: +app=web/);
    expect(explained).toContain('FIELD: externalName <string>');
  });

  it('asks for tokens, which may what the account may, and nothing else', async () => {
    await kubectl('create serviceaccount reader');
    await kubectl('create clusterrole reader --verb=list --resource=services');
    await kubectl(
      'create clusterrolebinding reader --clusterrole=reader --serviceaccount=default:reader',
    );
    const token = (await kubectl('create token reader')).trim();
    // kubectl itself sends no token where there is no TLS.
    const codes = ['services', 'pods'].map(async (plural) => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${server.url}/api/v1/${plural}`, { headers })).status;
    });
    expect(await Promise.all(codes)).toEqual([200, 403]);
    const account = 'system:serviceaccount:default:reader';
    expect(await kubectl(`auth can-i list services --as ${account}`)).toContain('yes');
    expect(await kubectl(`auth can-i --list --as ${account}`)).toMatch(/^services .*\[list\]$/m);
    expect(await run(`auth can-i list pods --as ${account}`)).toMatchObject({ code: 1 });
  });

  it('creates from its own generators, which send protobuf', async () => {
    await kubectl('create namespace shop');
    const made = await Promise.all(
      [
        'deployment made --image=nginx --replicas=3 --port=8080',
        'service nodeport made --tcp=80:8080 --node-port=30080',
        'service externalname elsewhere --external-name=example.com',
        'configmap made --from-literal=k=v',
        'secret generic made --from-literal=k=v',
        'serviceaccount made',
        'role made --verb=get --resource=pods',
        'rolebinding made --role=made --user=jane',
        "ingress made '--rule=example.com/*=made:80'",
        "cronjob made --image=busybox '--schedule=* * * * *' -- date",
        'quota made --hard=cpu=1',
        'poddisruptionbudget made --selector=app=made --min-available=0',
      ].map((what) => kubectl(`create ${what}`)),
    );
    expect(made.every((line) => line.endsWith(' created\n'))).toBe(true);
    expect(stored('deployments', 'made')).toMatchObject({
      spec: {
        replicas: 3,
        selector: { matchLabels: { app: 'made' } },
        template: { spec: { containers: [{ image: 'nginx', ports: [{ containerPort: 8080 }] }] } },
      },
    });
    expect(stored('services', 'made')).toMatchObject({
      spec: { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] },
    });
    expect(stored('configmaps', 'made')).toMatchObject({ data: { k: 'v' } });
    expect(stored('secrets', 'made')).toMatchObject({ data: { k: 'dg==' } });
    expect(stored('poddisruptionbudgets', 'made')).toMatchObject({ spec: { minAvailable: 0 } });
    expect(stored('resourcequotas', 'made')).toMatchObject({ spec: { hard: { cpu: '1' } } });
  });

  it('changes what is there', async () => {
    await kubectl('scale deploy web --replicas=4');
    await kubectl('patch deploy web -p \'{"spec":{"minReadySeconds":5}}\'');
    await kubectl('patch deploy web --type=merge -p \'{"spec":{"paused":true}}\'');
    await kubectl('patch deploy web --type=json -p \'[{"op":"remove","path":"/spec/paused"}]\'');
    await kubectl('label deploy web tier=front');
    await kubectl('annotate deploy web note=seen');
    await kubectl('edit deploy web');
    expect(stored('deployments', 'web')).toMatchObject({
      metadata: { labels: { app: 'web', tier: 'front' }, annotations: { note: 'seen' } },
      spec: {
        replicas: 4,
        minReadySeconds: 5,
        template: { spec: { containers: [{ image: 'nginx:3' }] } },
      },
    });
    await kubectl('set image deploy/web nginx=nginx:4');
    await kubectl('replace -f web.yaml');
    expect(stored('deployments', 'web')).toMatchObject({
      spec: { template: { spec: { containers: [{ image: 'nginx:1' }, { image: 'side:1' }] } } },
    });
    await kubectl('expose deploy web --name=exposed --port=81');
    expect(stored('services', 'exposed')).toMatchObject({ spec: { ports: [{ port: 81 }] } });
  });

  it('refuses to replace what has changed since', async () => {
    const old = await kubectl('get configmap made -o json');
    await writeFile(join(directory, 'old.json'), old.replace('"k": "v"', '"k": "w"'));
    await kubectl('label configmap made changed=yes');
    expect((await run('replace -f old.json')).stderr).toContain('the object has been modified');
  });

  it('waits, and follows a rollout by its status', async () => {
    api.store.modify(
      { plural: 'deployments', namespace: 'default', name: 'made' },
      (now) => ({
        ...now,
        status: {
          observedGeneration: 1,
          replicas: 3,
          updatedReplicas: 3,
          readyReplicas: 3,
          availableReplicas: 3,
          conditions: [{ type: 'Available', status: 'True' }],
        },
      }),
      'status',
    );
    const [rollout, condition, history] = await Promise.all([
      kubectl('rollout status deploy/made --timeout=5s'),
      kubectl('wait --for=condition=Available deploy/made --timeout=5s'),
      kubectl('rollout history deploy/made'),
    ]);
    expect(rollout).toContain('successfully rolled out');
    expect(condition).toContain('condition met');
    expect(history).toContain('deployment.apps/made');
  });

  it('watches', async () => {
    const watching = spawn('kubectl', ['get', 'configmaps', '-w'], { env: environment() });
    onTestFinished(() => void watching.kill());
    let shown = '';
    watching.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
    });
    await expect.poll(() => shown).toMatch(/^NAME +DATA +AGE\n(.*\n)*made /);
    await kubectl('create configmap seen');
    await expect.poll(() => shown).toMatch(/\nseen +0 /);
    await kubectl('delete configmap seen');
    await expect.poll(() => shown).toMatch(/\nseen +0 (.*\n)+seen +0 /);
  });

  it('knows what is served and what is allowed', async () => {
    const [resources, versions, can, list, me] = await Promise.all([
      kubectl('api-resources'),
      kubectl('api-versions'),
      kubectl('auth can-i create deployments'),
      kubectl('auth can-i --list'),
      kubectl('auth whoami'),
    ]);
    expect(resources).toMatch(/services +svc +v1 +true +Service/);
    expect(versions).toContain('apps/v1\n');
    expect(can).toBe('yes\n');
    expect(list).toContain('*.*');
    expect(me).toContain('kubernetes-admin');
  });

  it('reports what is not there as a cluster would', async () => {
    const [object, kind] = await Promise.all([run('get svc none'), run('get nothings')]);
    expect(object.stderr).toBe('Error from server (NotFound): services "none" not found\n');
    expect(kind.stderr).toBe('error: the server doesn\'t have a resource type "nothings"\n');
  });

  it('deletes: by file, all of a kind, orphaning, and a namespace with its content', async () => {
    await kubectl('create configmap inside -n shop');
    const owner = stored('deployments', 'made');
    const reference = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'made' };
    const uid = owner?.metadata.uid ?? '';
    api.store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'owned', namespace: 'default', ownerReferences: [{ ...reference, uid }] },
    });
    await kubectl('delete deploy made --cascade=orphan');
    expect(stored('secrets', 'owned')?.metadata.ownerReferences).toBeUndefined();
    await kubectl('delete -f web.yaml --cascade=foreground');
    await kubectl('delete svc --all');
    await kubectl('delete namespace shop --wait');
    expect(api.store.list({ plural: 'deployments' })).toEqual([]);
    expect(api.store.list({ plural: 'services', namespace: 'default' })).toEqual([]);
    expect(api.store.list({ plural: 'configmaps', namespace: 'shop' })).toEqual([]);
    expect(await kubectl('get ns -o name')).not.toContain('shop');
  });
});
