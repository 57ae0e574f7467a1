import { AppStreamClient, type AppStreamClientConfig } from '@aws-sdk/client-appstream';
import type { CallAnswer, CallRecorder } from '../activity/calls';
import { reveal, type Credentials, type Keys } from '../credentials/secret';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { accountKey, scopeKey, type AccountScope, type RegionCode, type Scope } from '../scope';
import { problemOf, traceOf, type CallFacts, type ChangeFacts } from './errors';
import { createJudge } from './held-back';
import { createJson } from './json';
import { organizationsTarget, type Organizations } from './organizations';
import { createQuery } from './query';
import { endpointOf, organizationsRegions } from './regions';
import { retrying, type RetryParts } from './retry';
import type { Fetch } from './send';
import { stsVersion, type Sts } from './sts';

/** How clients reach AWS. `requestHandler` is for tests outside a browser, for the SDK's part. */
export interface ConnectorParts extends RetryParts {
  readonly now: () => number;
  readonly fetch: Fetch;
  readonly requestHandler?: NonNullable<AppStreamClientConfig['requestHandler']>;
}

/**
 * The turn-taking of calls that AWS counts together. What paces itself makes one attempt a call,
 * as it knows better when to try again, unless it wants that done here.
 */
export interface Pace {
  /** Waits for a call's turn; what it gives is told how the call was answered. */
  readonly go: () => Promise<(problem: Problem['kind'] | undefined) => void>;
  /** Whether a call is tried again while that may help, each time in its turn. */
  readonly again?: true;
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
   * told to the recorder. Without a pace calls go at once, and again while that may help.
   */
  readonly appStream: (
    scope: Scope,
    credentials: Credentials,
    recorder: CallRecorder,
    pace?: Pace,
  ) => Result<ChangingConnection<AppStreamClient> & { readonly scope: Scope }>;
  /**
   * STS in a Region, with keys that were just given, or with those of an account that are held.
   * What is denied is told to the recorder, if there is one.
   */
  readonly sts: (
    region: RegionCode,
    keys: Keys & Partial<Credentials>,
    recorder?: CallRecorder,
  ) => Result<Sts>;
  /**
   * AWS Organizations in an account's partition, with the credentials of that account. What is
   * denied is told to the recorder.
   */
  readonly organizations: (
    account: AccountScope,
    credentials: Credentials,
    recorder: CallRecorder,
  ) => Result<Organizations>;
  /**
   * Lets go of the clients of an account, or of all, and with them of the credentials they hold.
   * What is under way with them makes no further call.
   */
  readonly forget: (account?: AccountScope) => void;
}

/** Longest time for one attempt, in milliseconds. */
const requestTimeout = 20_000;

/** Why credentials may not be used any more; asked before each attempt. */
type Usable = () => Problem | undefined;

/** A client that is kept, and whether it may still be used. */
interface Kept {
  readonly client: AppStreamClient;
  readonly account: string;
  /** The latest of those that it was asked for with. */
  deadline: number;
}

/** Makes clients; one is kept for each scope and key, so that it remembers the clock's offset. */
export function createConnector(parts: ConnectorParts): Connector {
  const clients = new Map<string, Kept>();
  /** How often credentials were let go of, by account, and those of all together. */
  const forgets = new Map<string | undefined, number>();
  /** Tells whether the credentials of an account were let go of since it was made. */
  const watch = (account: string | undefined): (() => boolean) => {
    const times = () =>
      (forgets.get(undefined) ?? 0) + (account === undefined ? 0 : (forgets.get(account) ?? 0));
    const before = times();
    return () => times() !== before;
  };
  const judge = createJudge(parts.now);
  const attemptsOf = (keys: Keys, recorder?: CallRecorder) => {
    const isSecret = secretTest(keys);
    /** Makes one attempt, and gives with its result what the log may know of it. */
    return async <Value>(facts: CallFacts, call: () => Promise<Value>): Promise<Attempt<Value>> => {
      try {
        const value = await call();
        return { result: ok(value), trace: traceOf(value, 'done', isSecret) };
      } catch (error) {
        const problem = judge(problemOf(error, facts));
        const trace = traceOf(error, problem.kind, isSecret);
        if (problem.kind === 'permission-missing') {
          const action = isSecret(problem.action) ? facts.action : problem.action;
          if (action !== undefined) await recorder?.denied(action, trace);
        }
        return { result: failed(problem), trace };
      }
    };
  };
  const runOn = (keys: Keys, usable: Usable, recorder?: CallRecorder, pace?: Pace) => {
    const attempt = attemptsOf(keys, recorder);
    return <Value>(facts: CallFacts, call: () => Promise<Value>, once = false) =>
      tried<Value>(pace, once, async () => {
        const problem = usable();
        return problem ? failed(problem) : (await attempt(facts, call)).result;
      });
  };
  /** At its pace and once, unless it wants more; or at once and again while that may help. */
  const tried = async <Value>(
    pace: Pace | undefined,
    once: boolean,
    call: () => Promise<Result<Value>>,
  ): Promise<Result<Value>> => {
    if (!pace) return retrying(call, parts, once);
    const inTurn = async (): Promise<Result<Value>> => {
      const answered = await pace.go();
      const result = await call();
      answered(result.ok ? undefined : result.problem.kind);
      return result;
    };
    return pace.again ? retrying(inTurn, parts, once) : inTurn();
  };
  const changeOn = (
    keys: Keys,
    usable: Usable,
    recorder: CallRecorder,
    pace?: Pace,
  ): ChangingConnection<unknown>['change'] => {
    const attempt = attemptsOf(keys, recorder);
    return (facts, call) =>
      tried(pace, true, async () => {
        const problem = usable();
        if (problem) return failed(problem);
        const written = await write(recorder, facts);
        if (!written.ok) return written;
        // Writing to disk takes its time, in which somebody may have locked.
        const late = usable();
        if (late) {
          await written.value({ outcome: late.kind });
          return failed(late);
        }
        const { result, trace } = await attempt(facts, call);
        await written.value(trace);
        return result;
      });
  };
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
    const kept = { client, account: accountKey(scope), deadline };
    clients.set(key, kept);
    return kept;
  };
  /** Until the credentials of an account are let go of, or their time is over. */
  const usableOf = (scope: AccountScope, { deadline }: Credentials): Usable => {
    const { account } = scope;
    const letGo = watch(accountKey(scope));
    return () => {
      if (letGo()) return { kind: 'needs-credentials', account };
      return parts.now() >= deadline ? { kind: 'expired', account } : undefined;
    };
  };
  return {
    appStream(scope, credentials, recorder, pace) {
      const endpoint = endpointOf('appstream2', scope.region);
      if (endpoint === undefined) return failed(unsupported(scope.region));
      const kept = keptClient(scope, endpoint, credentials);
      const usable = usableOf(scope, credentials);
      return ok({
        client: kept.client,
        run: runOn(credentials, usable, recorder, pace),
        change: changeOn(credentials, usable, recorder, pace),
        scope,
      });
    },
    sts(region, keys, recorder) {
      const endpoint = endpointOf('sts', region);
      if (endpoint === undefined) return failed(unsupported(region));
      const query = createQuery(keys, { ...parts, timeout: requestTimeout });
      const { deadline = Number.POSITIVE_INFINITY, arn } = keys;
      const letGo = watch(arn === undefined ? undefined : accountOfArn(arn));
      const usable: Usable = () => {
        if (letGo())
          return { kind: 'refused', detail: 'The credentials were let go of meanwhile.' };
        return parts.now() >= deadline ? { kind: 'expired' } : undefined;
      };
      const place = { endpoint, region, service: 'sts', version: stsVersion } as const;
      const run = runOn(keys, usable, recorder);
      return ok({
        run: ({ facts, action, parameters = {}, once, read }) =>
          run(facts, () => query({ ...place, action, parameters }, read), once),
      });
    },
    organizations(account, credentials, recorder) {
      const region = organizationsRegions[account.partition];
      const endpoint = endpointOf('organizations', region);
      if (endpoint === undefined) return failed(unsupported(region));
      const json = createJson(credentials, { ...parts, timeout: requestTimeout });
      const place = { endpoint, region, service: 'organizations' } as const;
      const run = runOn(credentials, usableOf(account, credentials), recorder);
      return ok({
        run: ({ facts, operation, input, read }) =>
          run(facts, () =>
            json({ ...place, target: `${organizationsTarget}.${operation}`, input }, read),
          ),
      });
    },
    forget(account) {
      const forgotten = account && accountKey(account);
      forgets.set(forgotten, (forgets.get(forgotten) ?? 0) + 1);
      for (const [key, kept] of clients) {
        if (forgotten === undefined || kept.account === forgotten) clients.delete(key);
      }
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

/** The account of who is named by an ARN, as `accountKey` writes it. */
function accountOfArn(arn: string): string {
  const [, partition = '', , , account = ''] = arn.split(':');
  return `${partition}/${account}`;
}

/** Whether a text has anything of the credentials in it. */
function secretTest(keys: Keys): (text: string) => boolean {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  return (text) =>
    text.includes(accessKeyId) ||
    text.includes(reveal(secretAccessKey)) ||
    (sessionToken !== undefined && text.includes(reveal(sessionToken)));
}

function unsupported(region: RegionCode): Problem {
  return { kind: 'region-unsupported', region };
}
