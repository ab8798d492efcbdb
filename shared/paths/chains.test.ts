import { expect, test } from 'vitest';
import { endpointChain, serviceChain, type ServicePortIdentity } from './chains.ts';

function port(text: string): ServicePortIdentity {
  const [, namespace = '', name = '', portName = '', protocol] =
    /^([^/]+)\/([^:]+):(.+)(tcp|udp)$/.exec(text) ?? [];
  return { namespace, name, portName, protocol: protocol === 'udp' ? 'UDP' : 'TCP' };
}

test.each([
  ['ns1/svc1:p80tcp', 'XPGD46QRK7WJZT7O'],
  ['ns2/svc2:p80tcp', 'GNZBNJ2PO5MGZ6GT'],
  ['ns3/svc3:p80tcp', 'X27LE4BHSL4DOUIK'],
  ['ns4/svc4:p80tcp', '4SW47YFZTEDKD3PK'],
  ['ns5/svc5:p80tcp', 'NUKIZ6OKUXPJNT4C'],
  ['default/kubernetes:httpstcp', 'NPX46M4PTMTKRN6Y'],
])('S60: %s is KUBE-SVC-%s', (text, hash) => {
  expect(serviceChain('iptables', 'service', port(text))).toBe(`KUBE-SVC-${hash}`);
  expect(serviceChain('iptables', 'local', port(text))).toBe(`KUBE-SVL-${hash}`);
  expect(serviceChain('iptables', 'external', port(text))).toBe(`KUBE-EXT-${hash}`);
  expect(serviceChain('iptables', 'firewall', port(text))).toBe(`KUBE-FW-${hash}`);
});

test('S60: an endpoint adds its ip:port to what is hashed', () => {
  const endpoint = { address: '10.180.0.1', port: 80 };
  expect(endpointChain('iptables', port('ns1/svc1:p80tcp'), endpoint)).toBe(
    'KUBE-SEP-SXIVWICOYRO3J4NJ',
  );
});

test('S60: the unnamed port leaves the colon away', () => {
  // The kube-dns chain of a published iptables-save, whose port is named, differs by the name alone.
  const unnamed = { namespace: 'ns1', name: 'svc1', portName: '', protocol: 'TCP' } as const;
  expect(serviceChain('iptables', 'service', unnamed)).not.toBe('KUBE-SVC-XPGD46QRK7WJZT7O');
  expect(serviceChain('iptables', 'service', port('kube-system/kube-dns:dnsudp'))).toBe(
    'KUBE-SVC-TCOU7JCQXEZGVUNU',
  );
});

test('S61: nftables names start with a short hash and stay readable', () => {
  const svc1 = port('ns1/svc1:p80tcp');
  expect(serviceChain('nftables', 'service', svc1)).toBe('service-ULMVA6XW-ns1/svc1/tcp/p80');
  expect(serviceChain('nftables', 'local', svc1)).toBe('local-ULMVA6XW-ns1/svc1/tcp/p80');
  expect(endpointChain('nftables', svc1, { address: '10.180.0.1', port: 80 })).toBe(
    'endpoint-5OJB2KTY-ns1/svc1/tcp/p80__10.180.0.1/80',
  );
});

test('S61: colons of IPv6 addresses become dots, and over-long names end in three', () => {
  const long = {
    namespace: 'n'.repeat(63),
    name: 's'.repeat(63),
    portName: 'p'.repeat(63),
    protocol: 'SCTP',
  } as const;
  const address = 'fd00:1111:2222:3333:4444:5555:6666:7777';
  const chain = endpointChain('nftables', long, { address, port: 65535 });
  expect(chain).toHaveLength('endpoint-'.length + 240);
  expect(chain).toMatch(/__fd00\.1111\.2222\.3333\.[\d.]*\.\.\.$/);
});

test('ipvs has no chains of its own', () => {
  expect(serviceChain('ipvs', 'service', port('ns1/svc1:p80tcp'))).toBeUndefined();
});
