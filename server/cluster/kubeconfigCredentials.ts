import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type https from 'node:https';
import { ApiError } from './apiError.ts';
import type { Clock } from './clock.ts';
import type { TlsMaterial } from './connect.ts';
import type { Credentials, CurrentCredentials } from './credentials.ts';
import { parseExecConfig, runExecPlugin } from './execPlugin.ts';
import { clientNodeConfig, type ChosenContext } from './kubeconfig.ts';
import type { FileUser } from './kubeconfigFiles.ts';

/** Milliseconds for which files (tokens, certificates, keys, CA) are believed (F19, F21: 60 s). */
const filesLast = 20_000;
/** Milliseconds for which a provider's token without a readable expiry is kept. */
const providerLasts = 60_000;
/** Milliseconds before its expiry in which a credential counts as expired: clocks differ. */
const early = 10_000;
/** Milliseconds between two runs of a plugin or provider that the server's 401, or failure, asks for. */
const renewEvery = 10_000;

/** One thing that authenticates: a header, a client certificate, or both. */
interface Proof {
  token?: string;
  cert?: Buffer;
  key?: Buffer;
  /** Milliseconds since the epoch; Infinity when only a 401 ends it. */
  expires: number;
}

/** Credentials of a kubeconfig context: kept while they hold, renewed once for all who wait. */
export class KubeconfigCredentials implements Credentials {
  readonly #context: ChosenContext;
  readonly #clock: Clock;
  readonly #env: Readonly<Record<string, string | undefined>>;
  #kept: { proof: Proof; tls: TlsMaterial; checked: number } | undefined;
  #loading: Promise<CurrentCredentials> | undefined;
  #issue = 0;
  /** When a plugin or provider was last asked. */
  #asked = -Infinity;
  #failure: unknown;
  readonly #closed = new AbortController();
  #tlsVersion = 0;
  #fingerprint = '';

  constructor(
    context: ChosenContext,
    clock: Clock,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    this.#context = context;
    this.#clock = clock;
    this.#env = env;
  }

  /** Plugins and providers run once however many ask at the same time (F20, R7). */
  async current(signal: AbortSignal): Promise<CurrentCredentials> {
    signal.throwIfAborted();
    const kept = this.#kept;
    const now = this.#clock.now();
    if (kept !== undefined && now < kept.proof.expires - early && now - kept.checked < filesLast) {
      return this.#result(kept.proof, kept.tls);
    }
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    return await abortable(this.#loading, signal);
  }

  renew(issue: number): boolean {
    // Another request was refused before, and its renewal is under way or done.
    if (issue !== this.#issue) return true;
    const { user, extras } = this.#context.user;
    if (this.#isDynamic() && this.#clock.now() - this.#asked < renewEvery) return false;
    this.#kept = undefined;
    this.#issue += 1;
    return this.#isDynamic() || extras.tokenFile !== undefined || isSet(user.certFile);
  }

  close(): void {
    this.#closed.abort();
  }

  async #load(): Promise<CurrentCredentials> {
    const before = this.#kept;
    const now = this.#clock.now();
    const lasting = before !== undefined && now < before.proof.expires - early;
    const proof = lasting && this.#isDynamic() ? before.proof : await this.#prove();
    const tls = await this.#tlsOf(proof);
    const fingerprint = fingerprintOf(tls);
    if (fingerprint !== this.#fingerprint) this.#tlsVersion += 1;
    this.#fingerprint = fingerprint;
    this.#kept = { proof, tls, checked: now };
    return this.#result(proof, tls);
  }

  /** Does a plugin or provider make the token? */
  #isDynamic(): boolean {
    const { user } = this.#context.user;
    return isSet(user.exec) || isSet(user.authProvider);
  }

  #result(proof: Proof, tls: TlsMaterial): CurrentCredentials {
    const headers = impersonation(this.#context.user);
    const { user } = this.#context.user;
    if (proof.token !== undefined) headers.set('authorization', `Bearer ${proof.token}`);
    else if (isSet(user.username)) {
      const pair = Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64');
      headers.set('authorization', `Basic ${pair}`);
    }
    return { headers, tls, tlsVersion: this.#tlsVersion, issue: this.#issue };
  }

  async #prove(): Promise<Proof> {
    const { user, extras } = this.#context.user;
    if (this.#isDynamic()) return await this.#askOnce(isSet(user.exec));
    // As kubectl: the file, which may be rotated, before the token beside it.
    if (extras.tokenFile !== undefined) {
      const token = await readCredentialFile(this.#absolute(extras.tokenFile));
      return { token: token.toString('utf8').trim(), expires: Infinity };
    }
    return isSet(user.token) && user.token !== ''
      ? { token: user.token, expires: Infinity }
      : { expires: Infinity };
  }

  /** A failure counts for a while: twenty reflectors that retry must not start twenty plugins. */
  async #askOnce(plugin: boolean): Promise<Proof> {
    const now = this.#clock.now();
    if (this.#failure !== undefined && now - this.#asked < renewEvery) throw this.#failure;
    this.#asked = now;
    try {
      const proof = plugin ? await this.#runPlugin() : await this.#askProvider();
      this.#failure = undefined;
      return proof;
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  async #runPlugin(): Promise<Proof> {
    const { user, file } = this.#context.user;
    const { cluster } = this.#context;
    const config = parseExecConfig(user.exec);
    this.#requireTrust(path.basename(config.command));
    const status = await runExecPlugin({
      config,
      folder: path.dirname(file),
      env: this.#env,
      clock: this.#clock,
      signal: this.#closed.signal,
      cluster: {
        server: cluster.server,
        'insecure-skip-tls-verify': cluster.skipTLSVerify,
        ...(cluster.caData === undefined ? {} : { 'certificate-authority-data': cluster.caData }),
        ...(cluster.tlsServerName === undefined
          ? {}
          : { 'tls-server-name': cluster.tlsServerName }),
        ...(cluster.proxyUrl === undefined ? {} : { 'proxy-url': cluster.proxyUrl }),
      },
    });
    const expires = Date.parse(status.expirationTimestamp ?? '');
    return {
      expires: Number.isNaN(expires) ? Infinity : expires,
      ...(status.token === undefined ? {} : { token: status.token }),
      ...(status.clientCertificateData === undefined
        ? {}
        : { cert: Buffer.from(status.clientCertificateData) }),
      ...(status.clientKeyData === undefined ? {} : { key: Buffer.from(status.clientKeyData) }),
    };
  }

  /** OIDC and the cloud providers of old kubeconfigs, by client-node. */
  async #askProvider(): Promise<Proof> {
    const provider = nameOf(this.#context.user.user.authProvider);
    // These run a command as well (`cmd-path`); OIDC only asks its issuer.
    if (provider !== 'oidc') this.#requireTrust(provider);
    const options: https.RequestOptions = {};
    try {
      await clientNodeConfig(this.#context).applyToHTTPSOptions(options);
    } catch (error) {
      // The message may quote tokens.
      throw new ApiError({ code: 'authProvider', params: { provider } }, {}, error);
    }
    const token = bearerOf(options.headers);
    // Without a token the server would take us for anonymous: say what is wrong instead.
    if (token === undefined) throw new ApiError({ code: 'authProvider', params: { provider } });
    return { token, expires: expiryOf(token) ?? this.#clock.now() + providerLasts };
  }

  #requireTrust(command: string): void {
    if (this.#context.execAllowed) return;
    const { file } = this.#context.user;
    throw new ApiError({ code: 'execNotAllowed', params: { command, file } });
  }

  async #tlsOf(proof: Proof): Promise<TlsMaterial> {
    const { cluster } = this.#context;
    const { user } = this.#context.user;
    const ca = await pem(cluster.caFile, cluster.caData);
    const cert = proof.cert ?? (await pem(user.certFile, user.certData));
    const key = proof.key ?? (await pem(user.keyFile, user.keyData));
    return {
      insecure: cluster.skipTLSVerify,
      ...(cluster.tlsServerName === undefined ? {} : { serverName: cluster.tlsServerName }),
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    };
  }

  #absolute(file: string): string {
    return path.resolve(path.dirname(this.#context.user.file), file);
  }
}

/** client-node leaves null where a kubeconfig says nothing, whatever its types say. */
function isSet<Value>(value: Value): value is NonNullable<Value> {
  return value !== undefined && value !== null;
}

/** Who to act as (`kubectl --as`), as written in the kubeconfig. */
function impersonation({ user, extras }: FileUser): Map<string, string | string[]> {
  const headers = new Map<string, string | string[]>();
  if (isSet(user.impersonateUser)) headers.set('impersonate-user', user.impersonateUser);
  if (extras['as-uid'] !== undefined) headers.set('impersonate-uid', extras['as-uid']);
  if (extras['as-groups'] !== undefined) headers.set('impersonate-group', extras['as-groups']);
  for (const [key, values] of Object.entries(extras['as-user-extra'] ?? {})) {
    headers.set(`impersonate-extra-${encodeURIComponent(key.toLowerCase())}`, values);
  }
  return headers;
}

async function pem(
  file: string | undefined,
  data: string | undefined,
): Promise<Buffer | undefined> {
  if (isSet(data) && data !== '') return Buffer.from(data, 'base64');
  return isSet(file) ? await readCredentialFile(file) : undefined;
}

async function readCredentialFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const detail = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new ApiError({ code: 'credentialFile', params: { file, detail } }, {}, error);
  }
}

function fingerprintOf({ ca, cert, key, serverName, insecure }: TlsMaterial): string {
  const hash = createHash('sha256');
  for (const part of [ca, cert, key]) hash.update(part ?? '').update('\0');
  return `${hash.digest('hex')} ${serverName} ${insecure}`;
}

function bearerOf(headers: https.RequestOptions['headers']): string | undefined {
  const value =
    headers instanceof Object && 'Authorization' in headers ? headers.Authorization : '';
  return typeof value === 'string' && value.startsWith('Bearer ') ? value.slice(7) : undefined;
}

/** Milliseconds since the epoch at which a JWT expires; undefined when it is none. */
function expiryOf(token: string): number | undefined {
  try {
    const [, payload = ''] = token.split('.');
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const seconds = claims instanceof Object && 'exp' in claims ? claims.exp : undefined;
    return typeof seconds === 'number' ? seconds * 1000 : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(provider: unknown): string {
  const name = provider instanceof Object && 'name' in provider ? provider.name : undefined;
  return typeof name === 'string' ? name : '';
}

function abortable<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(new Error('aborted'));
    };
    signal.addEventListener('abort', abort, { once: true });
    void promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
