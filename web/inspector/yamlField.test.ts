import { expect, test } from 'vitest';
import { fieldOffset } from './yamlField.ts';

const text = `apiVersion: v1
metadata:
  annotations:
    a.io/b: x
spec:
  ports:
    - name: http
      port: 80
    - port: 443
      "targetPort": https
  selector: { app: web }
`;

test.each([
  ['spec.ports[1].targetPort', 10],
  ['spec.ports[0]', 7],
  ['spec.ports[0].nodePort', 7],
  ['spec.selector[app]', 11],
  ['metadata.annotations[a.io/b]', 4],
  ['status.loadBalancer', undefined],
  ['spec.externalTrafficPolicy', 5],
  ['', undefined],
])('%s stands, or should stand, on line %s', (path, line) => {
  const offset = fieldOffset(text, path);
  const found = offset === undefined ? undefined : text.slice(0, offset).split('\n').length;
  expect(found).toBe(line);
});
