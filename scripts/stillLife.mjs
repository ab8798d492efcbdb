// A page that shows the same numbers each time: between the browser and Portolan stands this, and
// replaces what chance and the machine decide (latencies, times, the random ends of Pod names, Pod
// addresses that depend on who came first). Everything else goes through as it is.
import { createServer, request } from 'node:http';
import { createInterface } from 'node:readline';

/** What every clock in the picture says. */
export const fixedTime = Date.UTC(2026, 0, 5, 9, 30);
/** Milliseconds: of every answer, since every test, and since everything was created. */
const latency = 1.2;
const testAge = 2000;
const age = 5 * 60_000;

/** As Kubernetes makes them, in the order in which they are given out. */
const suffixes = ['4x7kd', '5hw2m', '6lzt9', '7cnb4', '8rvpg', '9qf2s', 'bd6kx', 'cz5tw', 'dm8hl'];

/** The same replacement for the same text; a new one for each new text. */
function memo(make) {
  const known = new Map();
  return (text, ...parts) => {
    if (!known.has(text)) known.set(text, make(...parts));
    return known.get(text);
  };
}

function counter() {
  const counts = new Map();
  return (key) => {
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return count;
  };
}

/** Names of the Pods that a message tells the node of. */
function podsByNode(line) {
  const found = [];
  for (const [, name, rest] of line.matchAll(
    /"name":"([^"]+)"((?:,"[^"]+":(?:"[^"]*"|[\w.]+))*)/g,
  )) {
    const [, node] = /"node":"([^"]+)"/.exec(rest) ?? [];
    if (node !== undefined) found.push(`${node} ${name}`);
  }
  return found.toSorted();
}

function replacer() {
  const podsOf = counter();
  const hostsOf = counter();
  const podName = memo((owner) => {
    const count = podsOf(owner);
    return `${owner}-${suffixes[count % suffixes.length]}`;
  });
  const address = memo((range) => `${range}${hostsOf(range) + 5}`);
  const pod = /\b([a-z][a-z0-9-]*-[a-z0-9]{8,10})-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g;
  return (line) => {
    // By node, for the order of random names differs, too.
    for (const name of podsByNode(line)) name.replaceAll(pod, podName);
    return line
      .replaceAll(/"ms":[\d.]+/g, `"ms":${latency}`)
      .replaceAll(/"at":\d{13}/g, `"at":${fixedTime - testAge}`)
      .replaceAll(/"created":"[^"]+"/g, `"created":"${new Date(fixedTime - age).toISOString()}"`)
      .replaceAll(pod, podName)
      .replaceAll(/\b(10\.244\.\d+\.)\d+\b/g, address);
  };
}

/**
 * Serves what `url` serves; the address of it, and how to end it. Its stream may also be `silent` (it
 * never answers) or `failing` (503), for the pages that say so.
 */
export async function stillLife(url, stream = 'live') {
  const replace = replacer();
  const server = createServer((incoming, outgoing) => {
    if (stream !== 'live' && incoming.url.startsWith('/api/stream')) {
      if (stream === 'failing') outgoing.writeHead(503).end();
      return;
    }
    const { 'accept-encoding': _, ...headers } = incoming.headers;
    const target = new URL(incoming.url, url);
    const forwarded = request(target, { method: incoming.method, headers }, (response) => {
      const { 'content-length': __, ...kept } = response.headers;
      const isStream = /event-stream|ndjson|json/.test(kept['content-type'] ?? '');
      outgoing.writeHead(response.statusCode, isStream ? kept : response.headers);
      if (!isStream) return void response.pipe(outgoing);
      createInterface(response)
        .on('line', (line) => outgoing.write(`${replace(line)}\n`))
        .on('error', () => outgoing.destroy())
        .on('close', () => outgoing.end());
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
