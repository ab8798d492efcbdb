// One connection, and what became of it, as plain facts: an outcome, the errno, who answered.
import { once } from 'node:events';
import { createSocket } from 'node:dgram';
import { Resolver, lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';

const outcomes = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['ETIMEDOUT', 'timeout'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
]);

/**
 * `to` is `{host, port, speak, patience}`: `speak` is `http`, `tcp`, `tls`, `udp` or `dns`; patience is
 * in milliseconds, for each of connecting and answering.
 */
export async function dial({ host, port, speak, patience }) {
  const started = performance.now();
  const seen = await seeName({ host, port, speak, patience });
  return { ...seen, ms: Math.round(performance.now() - started) };
}

async function seeName(to) {
  if (isIP(to.host)) return seeAddress(to);
  try {
    const { address } = await lookup(to.host, { verbatim: true });
    return { ...(await seeAddress({ ...to, host: address })), address };
  } catch (error) {
    return error.code === 'EAI_AGAIN' ? whyNoAnswer(to.host) : nameError(error.code);
  }
}

const nameError = (errno) => ({ outcome: 'nameError', errno });

/** The C library does not tell a server that fails from one that is silent; asking it directly does. */
async function whyNoAnswer(name) {
  try {
    await new Resolver({ timeout: 700, tries: 1 }).resolve4(name);
    return { outcome: 'dnsTimeout', errno: 'ETIMEOUT' };
  } catch ({ code }) {
    return code === 'ETIMEOUT' || code === 'ECONNREFUSED'
      ? { outcome: 'dnsTimeout', errno: code }
      : nameError(code);
  }
}

function seeAddress(to) {
  if (to.speak === 'udp') return seeDatagram(to);
  if (to.speak === 'dns') return seeQuestion(to);
  return seeConnection(to);
}

async function seeConnection(to) {
  const socket = connect({ host: to.host, port: to.port, autoSelectFamily: false });
  try {
    await within(to.patience, once(socket, 'connect'));
  } catch (error) {
    socket.destroy();
    return { outcome: outcomes.get(error.code) ?? 'unusable', errno: error.code };
  }
  try {
    if (to.speak === 'tls') return await seeHandshake(socket, to);
    return to.speak === 'http' ? await seeAnswer(socket, to) : { outcome: 'open' };
  } catch (error) {
    // Connected, and then nothing was said: the connection itself is open.
    if (error.code === 'ETIMEDOUT') return { outcome: 'open', errno: 'ENOANSWER' };
    return { outcome: outcomes.get(error.code) ?? 'unusable', errno: error.code };
  } finally {
    socket.destroy();
  }
}

async function seeHandshake(socket, { patience }) {
  const secure = connectTls({ socket, rejectUnauthorized: false });
  try {
    await within(patience, once(secure, 'secureConnect'));
    return { outcome: 'open' };
  } catch (error) {
    if (outcomes.has(error.code)) throw error;
    return { outcome: 'tlsError', errno: error.code };
  }
}

async function seeAnswer(socket, { patience }) {
  socket.write('GET / HTTP/1.1\r\nHost: lab\r\nConnection: close\r\n\r\n');
  const text = await within(patience, textOf(socket));
  const [, status] = /^HTTP\/1\.\d (\d{3})/.exec(text) ?? [];
  if (status === undefined) return { outcome: 'open' };
  return { outcome: 'http', status: Number(status), ...whoSays(text.split('\r\n\r\n')[1]) };
}

async function textOf(socket) {
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

/** `{"name", "source"}` in the body, chunked or not. */
function whoSays(body = '') {
  const [json] = /\{.*\}/.exec(body) ?? [];
  return json === undefined ? {} : JSON.parse(json);
}

async function seeDatagram({ host, port, patience }) {
  const socket = createSocket(isIP(host) === 6 ? 'udp6' : 'udp4');
  try {
    socket.connect(port, host);
    await once(socket, 'connect');
    const answered = once(socket, 'message');
    socket.send('who are you?');
    const [message] = await within(patience, answered);
    return { outcome: 'open', ...whoSays(String(message)) };
  } catch (error) {
    return { outcome: outcomes.get(error.code) ?? 'unusable', errno: error.code };
  } finally {
    socket.close();
  }
}

/** Is there a DNS server? Any answer to a question says so. */
async function seeQuestion({ host, port, patience }) {
  const resolver = new Resolver({ timeout: patience, tries: 1 });
  resolver.setServers([isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`]);
  try {
    await resolver.resolve4('kubernetes.default.svc.cluster.local');
    return { outcome: 'open' };
  } catch ({ code }) {
    if (code === 'ENOTFOUND' || code === 'ENODATA') return { outcome: 'open', errno: code };
    return { outcome: code === 'ECONNREFUSED' ? 'refused' : 'timeout', errno: code };
  }
}

/** Rejects with ETIMEDOUT when it takes longer. */
async function within(patience, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })),
      patience,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
