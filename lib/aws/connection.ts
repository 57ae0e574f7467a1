import { AppStreamClient, type AppStreamClientConfig } from '@aws-sdk/client-appstream';
import { STSClient } from '@aws-sdk/client-sts';
import { reveal, type Credentials } from '../credentials/secret';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { scopeKey, type RegionCode, type Scope } from '../scope';
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
  /** STS in a Region. */
  readonly sts: (region: RegionCode, credentials: Credentials) => Result<Connection<STSClient>>;
  /** Lets go of every client, and with them of the credentials they hold. */
  readonly forget: () => void;
}

/** Longest time for one attempt, in milliseconds. */
const requestTimeout = 20_000;

/** Makes clients; one is kept for each scope and key, so that it remembers the clock's offset. */
export function createConnector(parts: ConnectorParts): Connector {
  const clients = new Map<string, AppStreamClient>();
  const judge = createJudge(parts.now);
  const run: Connection<unknown>['run'] = (facts, call) =>
    retrying(
      async () => {
        try {
          return ok(await call());
        } catch (error) {
          return failed(judge(problemOf(error, facts)));
        }
      },
      parts,
      facts.mutating,
    );
  const settings = (region: RegionCode, endpoint: string, credentials: Credentials) => ({
    region,
    endpoint,
    maxAttempts: 1,
    credentials: {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: reveal(credentials.secretAccessKey),
      ...(credentials.sessionToken && { sessionToken: reveal(credentials.sessionToken) }),
    },
    requestHandler: parts.requestHandler ?? { requestTimeout },
  });
  return {
    appStream(scope, credentials) {
      const endpoint = endpointOf('appstream2', scope.region);
      if (endpoint === undefined) return failed(unsupported(scope.region));
      const key = `${scopeKey(scope)}/${credentials.accessKeyId}`;
      const client =
        clients.get(key) ?? new AppStreamClient(settings(scope.region, endpoint, credentials));
      clients.set(key, client);
      return ok({ client, run, scope });
    },
    sts(region, credentials) {
      const endpoint = endpointOf('sts', region);
      return endpoint === undefined
        ? failed(unsupported(region))
        : ok({ client: new STSClient(settings(region, endpoint, credentials)), run });
    },
    forget() {
      clients.clear();
    },
  };
}

function unsupported(region: RegionCode): Problem {
  return { kind: 'region-unsupported', region };
}
