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

test('lists in flow style, and none at all', () => {
  expect(readProxyConfig('nodePortAddresses: [primary]').config.nodePortAddresses).toEqual([
    'primary',
  ]);
  expect(readProxyConfig('nodePortAddresses: []').config.nodePortAddresses).toEqual([]);
  expect(readProxyConfig('nodePortAddresses: null').config.nodePortAddresses).toEqual([]);
});
