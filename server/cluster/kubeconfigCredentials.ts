import type { Clock } from './clock.ts';
import type { TlsMaterial } from './connect.ts';
import type { Credentials, CurrentCredentials } from './credentials.ts';
import type { ChosenContext } from './kubeconfig.ts';
import { isSet } from './kubeconfigFiles.ts';
import { requestHeaders } from './kubeconfigHeaders.ts';
import { ProofMaker, type Proof } from './kubeconfigProof.ts';
import { fingerprintOf, readTlsMaterial } from './kubeconfigTls.ts';

/** Milliseconds for which files (tokens, certificates, keys, CA) are believed (F19, F21: 60 s). */
const filesLast = 20_000;
/** Milliseconds before its expiry in which a credential counts as expired: clocks differ. */
const early = 10_000;

/** Credentials of a kubeconfig context: kept while they hold, renewed once for all who wait. */
export class KubeconfigCredentials implements Credentials {
  readonly #context: ChosenContext;
  readonly #clock: Clock;
  readonly #proofs: ProofMaker;
  #kept: { proof: Proof; tls: TlsMaterial; checked: number } | undefined;
  #loading: Promise<CurrentCredentials> | undefined;
  #issue = 0;
  #tlsVersion = 0;
  #fingerprint = '';

  constructor(
    context: ChosenContext,
    clock: Clock,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    this.#context = context;
    this.#clock = clock;
    this.#proofs = new ProofMaker(context, clock, env);
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
    if (this.#proofs.isDynamic && this.#proofs.askedLately) return false;
    this.#kept = undefined;
    this.#issue += 1;
    return this.#proofs.isDynamic || extras.tokenFile !== undefined || isSet(user.certFile);
  }

  close(): void {
    this.#proofs.close();
  }

  async #load(): Promise<CurrentCredentials> {
    const before = this.#kept;
    const now = this.#clock.now();
    const lasting = before !== undefined && now < before.proof.expires - early;
    const proof = lasting && this.#proofs.isDynamic ? before.proof : await this.#proofs.prove();
    const tls = await readTlsMaterial(this.#context, proof);
    const fingerprint = fingerprintOf(tls);
    if (fingerprint !== this.#fingerprint) this.#tlsVersion += 1;
    this.#fingerprint = fingerprint;
    this.#kept = { proof, tls, checked: now };
    return this.#result(proof, tls);
  }

  #result(proof: Proof, tls: TlsMaterial): CurrentCredentials {
    const headers = requestHeaders(this.#context.user, proof.token);
    return { headers, tls, tlsVersion: this.#tlsVersion, issue: this.#issue };
  }
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
