// Words that tell nothing of whose cluster it is: Kubernetes' own and those of protocols.

const identifiers =
  'dns clusterIP nodePort loadBalancer externalIP externalName podDNS ingress gateway endpoint pod ' +
  'node svc outside server browser cluster local client name port true false none';
const ports =
  'http https http2 h2c grpc grpc-web tcp udp sctp tls ws wss metrics web health dns-tcp ssh smtp';
const labels =
  'app k8s-app component tier role app.kubernetes.io kubernetes.io instance part-of version managed-by';
const fields =
  'spec ports selector targetPort protocol appProtocol metadata labels externalTrafficPolicy ' +
  'internalTrafficPolicy iptables nftables ipvs';
const known: ReadonlySet<string> = new Set(
  [identifiers, ports, labels, fields].flatMap((words) => words.split(' ')),
);

/**
 * Capitalised words are Kubernetes' kinds and reasons (names of objects are in small letters, and
 * label values are learnt before); numbers stay, for ports do.
 */
export function isPublicWord(word: string): boolean {
  return known.has(word) || /^[A-Z][A-Za-z0-9]*$/.test(word) || /^\d+(\.\d+)?$/.test(word);
}
