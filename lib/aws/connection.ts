import { AppStreamClient, type AppStreamClientConfig } from '@aws-sdk/client-appstream';
import { STSClient } from '@aws-sdk/client-sts';
import type { CallAnswer, CallRecorder } from '../activity/calls';
import { reveal, type Credentials } from '../credentials/secret';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { scopeKey, type RegionCode, type Scope } from '../scope';
import { problemOf, traceOf, type CallFacts, type ChangeFacts } from './errors';
import { createJudge } from './held-back';
import { endpointOf } from './regions';
import { retrying, type RetryParts } from './retry';

/** How clients reach AWS. `requestHandler` is for tests outside a browser. */
export interface ConnectorParts extends RetryParts {
  readonly now: () => number;
  readonly requestHandler?: NonNullable<AppStreamClientConfig['requestHandler']>;
}

/** An AWS client, and the one way to run a call on it that changes nothing. */
export interface Connection<Client> {
  readonly client: Client;
  /** Runs a call, tries again what may pass, and turns every error into a problem. */
  readonly run: <Value>(facts: CallFacts, call: () => Promise<Value>) => Promise<Result<Value>>;
}

/** A connection on which calls that change something can be run as well. */
export interface ChangingConnection<Client> extends Connection<Client> {
  /**
   * Runs a call that changes something. Every attempt is in the activity log before it goes out,
   * and so is its answer afterwards; without the log nothing goes out. A change whose answer was
   * lost is not sent again.
   */
  readonly change: <Value>(
    facts: ChangeFacts,
    call: () => Promise<Value>,
  ) => Promise<Result<Value>>;
}

export interface Connector {
  /**
   * AppStream in a scope, or the problem that the Region has none. What is done and denied is
   * told to the recorder.
   */
  readonly appStream: (
    scope: Scope,
    credentials: Credentials,
    recorder: CallRecorder,
  ) => Result<ChangingConnection<AppStreamClient> & { readonly scope: Scope }>;
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
  const attemptsOf = (credentials: Credentials, recorder?: CallRecorder) => {
    const isSecret = secretTest(credentials);
    /** Makes one attempt, and gives with its result what the log may know of it. */
    return async <Value>(facts: CallFacts, call: () => Promise<Value>): Promise<Attempt<Value>> => {
      try {
        const value = await call();
        return { result: ok(value), trace: traceOf(value, 'done', isSecret) };
      } catch (error) {
        const problem = judge(problemOf(error, facts));
        const trace = traceOf(error, problem.kind, isSecret);
        if (problem.kind === 'permission-missing') {
          await recorder?.denied(isSecret(problem.action) ? facts.action : problem.action, trace);
        }
        return { result: failed(problem), trace };
      }
    };
  };
  const runOn = (credentials: Credentials, recorder?: CallRecorder): Connection<unknown>['run'] => {
    const attempt = attemptsOf(credentials, recorder);
    return (facts, call) => retrying(async () => (await attempt(facts, call)).result, parts);
  };
  const changeOn = (
    credentials: Credentials,
    recorder: CallRecorder,
  ): ChangingConnection<unknown>['change'] => {
    const attempt = attemptsOf(credentials, recorder);
    return (facts, call) =>
      retrying(
        async () => {
          const written = await write(recorder, facts);
          if (!written.ok) return written;
          const { result, trace } = await attempt(facts, call);
          await written.value(trace);
          return result;
        },
        parts,
        true,
      );
  };
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
    appStream(scope, credentials, recorder) {
      const endpoint = endpointOf('appstream2', scope.region);
      if (endpoint === undefined) return failed(unsupported(scope.region));
      const key = `${scopeKey(scope)}/${credentials.accessKeyId}`;
      const client =
        clients.get(key) ?? new AppStreamClient(settings(scope.region, endpoint, credentials));
      clients.set(key, client);
      return ok({
        client,
        run: runOn(credentials, recorder),
        change: changeOn(credentials, recorder),
        scope,
      });
    },
    sts(region, credentials) {
      const endpoint = endpointOf('sts', region);
      return endpoint === undefined
        ? failed(unsupported(region))
        : ok({
            client: new STSClient(settings(region, endpoint, credentials)),
            run: runOn(credentials),
          });
    },
    forget() {
      clients.clear();
    },
  };
}

/** One attempt of a call. */
interface Attempt<Value> {
  readonly result: Result<Value>;
  readonly trace: CallAnswer;
}

/** Announces a change in the log, or says that there is none to announce it in. */
async function write(
  recorder: CallRecorder,
  { action, change }: ChangeFacts,
): Promise<Result<(answer: CallAnswer) => Promise<void>>> {
  try {
    return ok(await recorder.sent(action, change));
  } catch {
    return failed({ kind: 'log-unavailable' });
  }
}

/** Whether a text has anything of the credentials in it. */
function secretTest(credentials: Credentials): (text: string) => boolean {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return (text) =>
    text.includes(accessKeyId) ||
    text.includes(reveal(secretAccessKey)) ||
    (sessionToken !== undefined && text.includes(reveal(sessionToken)));
}

function unsupported(region: RegionCode): Problem {
  return { kind: 'region-unsupported', region };
}
