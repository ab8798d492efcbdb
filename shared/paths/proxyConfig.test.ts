import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readProxyConfig } from './proxyConfig.ts';

// As kubeadm writes it, cut to what matters and a little around it.
const kubeadm = `apiVersion: kubeproxy.config.k8s.io/v1alpha1
bindAddress: 0.0.0.0
clientConnection:
  acceptContentTypes: ""
  kubeconfig: /var/lib/kube-proxy/kubeconfig.conf
clusterCIDR: 10.244.0.0/16,fd00:244::/56  # both
conntrack:
  maxPerCore: null
detectLocal:
  bridgeInterface: ""
  interfaceNamePrefix: ""
detectLocalMode: ""
iptables:
  localhostNodePorts: null
  masqueradeAll: true
  syncPeriod: 0s
ipvs:
  excludeCIDRs: null
  scheduler: ""
kind: KubeProxyConfiguration
logging: {flushFrequency: 0}
mode: ""
nftables:
  masqueradeAll: false
nodePortAddresses:
- 172.18.0.0/16
- "fd01::/64"
`;

const asKubeadm = {
  mode: 'iptables',
  clusterCIDRs: ['10.244.0.0/16', 'fd00:244::/56'],
  detectLocalMode: 'ClusterCIDR',
  nodePortAddresses: ['172.18.0.0/16', 'fd01::/64'],
  masqueradeAll: true,
  localhostNodePorts: true,
};

test('S49: a ConfigMap as kubeadm writes it', () => {
  expect(readProxyConfig(kubeadm)).toEqual({ config: asKubeadm, assumptions: [] });
});

test.each([
  ['parsed', { mode: 'nftables', nftables: { masqueradeAll: true } }],
  ['as JSON', '{"mode":"nftables","nftables":{"masqueradeAll":true}}'],
  ['as YAML', "---\nmode: 'nftables'\nnftables: \n    masqueradeAll: true\n"],
])('the same configuration, %s', (_title, given) => {
  expect(readProxyConfig(given).config).toMatchObject({
    mode: 'nftables',
    masqueradeAll: true,
    clusterCIDRs: [],
  });
});

test('each mode has its own masqueradeAll', () => {
  const all = 'iptables:\n  masqueradeAll: true\n';
  expect(readProxyConfig(`mode: nftables\n${all}`).config.masqueradeAll).toBe(false);
  expect(readProxyConfig(`mode: ipvs\n${all}`).config.masqueradeAll).toBe(true);
});

test.each([
  [undefined, 'proxyDefaults'],
  [7, 'proxyConfigUnreadable'],
  ['{broken', 'proxyConfigUnreadable'],
  ['mode: userspace', 'proxyModeUnknown'],
])('%j falls back to defaults and says %s', (given, code) => {
  const { config, assumptions } = readProxyConfig(given);
  expect(config.mode).toBe('iptables');
  expect(assumptions.map((one) => one.code)).toEqual([code]);
});

test('keys that look like object members are only keys', () => {
  const text = '__proto__:\n  masqueradeAll: true\nconstructor: x\nmode: ipvs\n';
  expect(readProxyConfig(text).config).toMatchObject({ mode: 'ipvs', masqueradeAll: false });
});

test.each([
  'detectLocalMode: NodeCIDR',
  'detectLocalMode: BridgeInterface\ndetectLocal:\n  bridgeInterface: cni0',
])('S49: %s', (text) => {
  expect(text).toContain(readProxyConfig(text).config.detectLocalMode);
});

test.each([
  ['iptables: {masqueradeAll: true, localhostNodePorts: false}', true, false],
  ['iptables: { "masqueradeAll": true }', true, true],
  ['iptables: {syncPeriod: 0s, masqueradeAll: true', true, true],
  [
    "iptables: {minSyncPeriod: '1s,', masqueradeAll: false, localhostNodePorts: false}",
    false,
    false,
  ],
  ['iptables: {masqueradeAll:}', false, true],
  ['iptables: {}', false, true],
])('maps in flow style: %s', (text, masqueradeAll, localhostNodePorts) => {
  expect(readProxyConfig(text).config).toMatchObject({ masqueradeAll, localhostNodePorts });
});

test('whatever stands in the brackets, the rest is read', () => {
  const character = fc.constantFrom('[', ']', '{', '}', ',', ':', '"', "'", ' ', 'a');
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 40 }), (text) => {
      const given = `iptables: [${text}\nmode: ipvs\n`;
      expect(readProxyConfig(given).config.mode).toBe('ipvs');
    }),
    { seed: 20, numRuns: 500 },
  );
  expect(readProxyConfig(`ipvs: ${'['.repeat(100_000)}\nmode: ipvs\n`).config.mode).toBe('ipvs');
});

test('quoted commas and colons of addresses belong to the value', () => {
  const text = 'nodePortAddresses: ["fd00::/64", 10.0.0.0/8]\nclusterCIDR: "10.0.0.0/8,fd01::/64"';
  expect(readProxyConfig(text).config).toMatchObject({
    nodePortAddresses: ['fd00::/64', '10.0.0.0/8'],
    clusterCIDRs: ['10.0.0.0/8', 'fd01::/64'],
  });
});

test('lists in flow style, and none at all', () => {
  expect(readProxyConfig('nodePortAddresses: [primary]').config.nodePortAddresses).toEqual([
    'primary',
  ]);
  expect(readProxyConfig('nodePortAddresses: []').config.nodePortAddresses).toEqual([]);
  expect(readProxyConfig('nodePortAddresses: null').config.nodePortAddresses).toEqual([]);
});
