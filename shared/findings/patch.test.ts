import { expect, test } from 'vitest';
import { patchCommand, patchYaml } from './patch.ts';

const service = { kind: 'Service', namespace: 'shop', name: 'api' };

test.each([
  [
    { spec: { selector: { app: "o'hara" } } },
    String.raw`kubectl patch service api -n shop --type=merge -p '{"spec":{"selector":{"app":"o'\''hara"}}}'`,
    'spec:\n  selector:\n    app: "o\'hara"',
  ],
  [
    { spec: { ports: [{ port: 80, protocol: 'TCP', targetPort: 'http' }] } },
    `kubectl patch service api -n shop --type=strategic -p '{"spec":{"ports":[{"port":80,"protocol":"TCP","targetPort":"http"}]}}'`,
    'spec:\n  ports:\n    - port: 80\n      protocol: TCP\n      targetPort: http',
  ],
  [
    { spec: { selector: null, on: 'yes' } },
    `kubectl patch service api -n shop --type=merge -p '{"spec":{"selector":null,"on":"yes"}}'`,
    'spec:\n  selector: null\n  "on": "yes"',
  ],
])('%j as a command and as YAML', (patch, command, yaml) => {
  expect(patchCommand(service, JSON.stringify(patch))).toBe(command);
  expect(patchYaml(JSON.stringify(patch))).toBe(yaml);
});

test('what lives in no namespace is patched without one', () => {
  const command = patchCommand({ kind: 'GatewayClass', name: 'main' }, '{"spec":{}}');
  expect(command).toBe(`kubectl patch gatewayclass main --type=merge -p '{"spec":{}}'`);
});
