import path from 'node:path';
import { ApiError } from './apiError.ts';
import { askAuthProvider, providerName } from './authProvider.ts';
import type { Clock } from './clock.ts';
import { readCredentialFile } from './credentialFile.ts';
import { parseExecConfig, runExecPlugin } from './execPlugin.ts';
import type { ChosenContext } from './kubeconfig.ts';
import { isSet } from './kubeconfigFiles.ts';
import type { IssuedCertificate } from './kubeconfigTls.ts';

/** Milliseconds for which a provider's token without a readable expiry is kept. */
const providerLasts = 60_000;
/** Milliseconds between two runs of a plugin or provider that the server's 401, or failure, asks for. */
const renewEvery = 10_000;

/** One thing that authenticates: a header, a client certificate, or both. */
export interface Proof extends IssuedCertificate {
  token?: string;
  /** Milliseconds since the epoch; Infinity when only a 401 ends it. */
  expires: number;
}

/** Obtains what a kubeconfig context authenticates with: from a plugin, a provider, a file or itself. */
export class ProofMaker {
  readonly #context: ChosenContext;
  readonly #clock: Clock;
  readonly #env: Readonly<Record<string, string | undefined>>;
  /** When a plugin or provider was last asked. */
  #asked = -Infinity;
  #failure: unknown;
  readonly #closed = new AbortController();

  constructor(
    context: ChosenContext,
    clock: Clock,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    this.#context = context;
    this.#clock = clock;
    this.#env = env;
  }

  /** Does a plugin or provider make the token? */
  get isDynamic(): boolean {
    const { user } = this.#context.user;
    return isSet(user.exec) || isSet(user.authProvider);
  }

  /** Was a plugin or provider asked so lately that it must not be asked again yet? */
  get askedLately(): boolean {
    return this.#clock.now() - this.#asked < renewEvery;
  }

  /** @throws {ApiError} when the plugin, provider or file does not give it. */
  async prove(): Promise<Proof> {
    const { user, extras } = this.#context.user;
    if (this.isDynamic) return await this.#askOnce(isSet(user.exec));
    // As kubectl: the file, which may be rotated, before the token beside it.
    if (extras.tokenFile !== undefined) {
      const token = await readCredentialFile(this.#absolute(extras.tokenFile));
      return { token: token.toString('utf8').trim(), expires: Infinity };
    }
    return isSet(user.token) && user.token !== ''
      ? { token: user.token, expires: Infinity }
      : { expires: Infinity };
  }

  /** Ends a plugin that still runs. */
  close(): void {
    this.#closed.abort();
  }

  /** A failure counts for a while: twenty reflectors that retry must not start twenty plugins. */
  async #askOnce(plugin: boolean): Promise<Proof> {
    if (this.#failure !== undefined && this.askedLately) throw this.#failure;
    this.#asked = this.#clock.now();
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

  async #askProvider(): Promise<Proof> {
    const provider = providerName(this.#context);
    // These run a command as well (`cmd-path`); OIDC only asks its issuer.
    if (provider !== 'oidc') this.#requireTrust(provider);
    const { token, expires } = await askAuthProvider(this.#context);
    return { token, expires: expires ?? this.#clock.now() + providerLasts };
  }

  #requireTrust(command: string): void {
    if (this.#context.execAllowed) return;
    const { file } = this.#context.user;
    throw new ApiError({ code: 'execNotAllowed', params: { command, file } });
  }

  #absolute(file: string): string {
    return path.resolve(path.dirname(this.#context.user.file), file);
  }
}
