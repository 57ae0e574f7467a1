import { AppStreamClient, type AppStreamClientConfig } from '@aws-sdk/client-appstream';
import { STSClient } from '@aws-sdk/client-sts';
import { reveal, type Credentials, type Keys } from '../credentials/secret';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { accountKey, scopeKey, type AccountScope, type RegionCode, type Scope } from '../scope';
import { problemOf, type CallFacts } from './errors';
import { createJudge } from './held-back';
import { endpointOf } from './regions';
import { retrying, type RetryParts } from './retry';

/** How clients reach AWS. `requestHandler` is for tests outside a browser. */
export interface ConnectorParts extends RetryParts {
  readonly now: () => number;
  readonly requestHandler?: NonNullable<AppStreamClientConfig['requestHandler']>;
}

/** An AWS client, and the one way to run a call on it. */
export interface Connection<Client> {
  readonly client: Client;
  /** Runs a call, tries again what may pass, and turns every error into a problem. */
  readonly run: <Value>(facts: CallFacts, call: () => Promise<Value>) => Promise<Result<Value>>;
}

export interface Connector {
  /** AppStream in a scope, or the problem that the Region has none. */
  readonly appStream: (
    scope: Scope,
    credentials: Credentials,
  ) => Result<Connection<AppStreamClient> & { readonly scope: Scope }>;
  /** STS in a Region, with keys that were just given or with held ones, which have a deadline. */
  readonly sts: (
    region: RegionCode,
    keys: Keys & Partial<Credentials>,
  ) => Result<Connection<STSClient>>;
  /**
   * Lets go of the clients of an account, or of all, and with them of the credentials they hold.
   * What is under way with them makes no further call.
   */
  readonly forget: (account?: AccountScope) => void;
}

/** Longest time for one attempt, in milliseconds. */
const requestTimeout = 20_000;

/** A client that is kept, and whether it may still be used. */
interface Kept {
  readonly client: AppStreamClient;
  readonly account: string;
  /** The latest of those that it was asked for with. */
  deadline: number;
  forgotten: boolean;
}

/** Makes clients; one is kept for each scope and key, so that it remembers the clock's offset. */
export function createConnector(parts: ConnectorParts): Connector {
  const clients = new Map<string, Kept>();
  const judge = createJudge(parts.now);
  /** Runs calls; before each attempt it asks whether the credentials may still be used. */
  const runner =
    (obstacle: () => Problem | undefined): Connection<unknown>['run'] =>
    (facts, call) =>
      retrying(
        async () => {
          const problem = obstacle();
          if (problem) return failed(problem);
          try {
            return ok(await call());
          } catch (error) {
            return failed(judge(problemOf(error, facts)));
          }
        },
        parts,
        facts.mutating,
      );
  const settings = (region: RegionCode, endpoint: string, keys: Keys) => ({
    region,
    endpoint,
    maxAttempts: 1,
    credentials: {
      accessKeyId: keys.accessKeyId,
      secretAccessKey: reveal(keys.secretAccessKey),
      ...(keys.sessionToken && { sessionToken: reveal(keys.sessionToken) }),
    },
    requestHandler: parts.requestHandler ?? { requestTimeout },
  });
  /** Of credentials whose time is over nothing is kept. */
  const prune = (): void => {
    for (const [key, { deadline }] of clients) {
      if (deadline <= parts.now()) clients.delete(key);
    }
  };
  const keptClient = (scope: Scope, endpoint: string, credentials: Credentials): Kept => {
    const key = `${scopeKey(scope)}/${credentials.accessKeyId}`;
    const known = clients.get(key);
    if (known) {
      known.deadline = Math.max(known.deadline, credentials.deadline);
      return known;
    }
    prune();
    const client = new AppStreamClient(settings(scope.region, endpoint, credentials));
    const { deadline } = credentials;
    const kept = { client, account: accountKey(scope), deadline, forgotten: false };
    clients.set(key, kept);
    return kept;
  };
  return {
    appStream(scope, credentials) {
      const endpoint = endpointOf('appstream2', scope.region);
      if (endpoint === undefined) return failed(unsupported(scope.region));
      const { account } = scope;
      const kept = keptClient(scope, endpoint, credentials);
      const run = runner(() => {
        if (kept.forgotten) return { kind: 'needs-credentials', account };
        return parts.now() >= credentials.deadline ? { kind: 'expired', account } : undefined;
      });
      return ok({ client: kept.client, run, scope });
    },
    sts(region, keys) {
      const endpoint = endpointOf('sts', region);
      if (endpoint === undefined) return failed(unsupported(region));
      const client = new STSClient(settings(region, endpoint, keys));
      const { deadline = Number.POSITIVE_INFINITY } = keys;
      const run = runner(() => (parts.now() >= deadline ? { kind: 'expired' } : undefined));
      return ok({ client, run });
    },
    forget(account) {
      for (const [key, kept] of clients) {
        if (account && kept.account !== accountKey(account)) continue;
        kept.forgotten = true;
        clients.delete(key);
      }
    },
  };
}

function unsupported(region: RegionCode): Problem {
  return { kind: 'region-unsupported', region };
}
