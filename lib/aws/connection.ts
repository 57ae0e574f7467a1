import type { CallAnswer, CallRecorder } from '../activity/calls';
import { reveal, type Credentials, type Keys } from '../credentials/secret';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { accountKey, type AccountScope, type RegionCode, type Scope } from '../scope';
import { problemOf, saidIn, traceOf, type ChangeFacts } from './errors';
import { createJudge } from './held-back';
import { endpointOf, regionOf, type ServiceName } from './regions';
import { retrying, type RetryParts } from './retry';
import { createSend, type Answered, type Fetch, type Place } from './send';
import type { Service, ServiceCall } from './service';
import type { Sts } from './sts';

/** How AWS is reached. */
export interface ConnectorParts extends RetryParts {
  readonly now: () => number;
  readonly fetch: Fetch;
}

/**
 * The turn-taking of calls that AWS counts together. What paces itself makes one attempt a call,
 * as it knows better when to try again, unless it wants that done here; but for one that was
 * refused over the clock.
 */
export interface Pace {
  /** Waits for a call's turn; what it gives is told how the call was answered. */
  readonly go: () => Promise<(problem: Problem['kind'] | undefined) => void>;
  /** Whether a call is tried again while that may help, each time in its turn. */
  readonly again?: true;
}

export interface Connector {
  /**
   * A service in a scope, or the problem that the Region has none. What is done and denied is
   * told to the recorder. Without a pace calls go at once, and again while that may help.
   */
  readonly service: (
    name: ServiceName,
    scope: Scope,
    credentials: Credentials,
    recorder: CallRecorder,
    pace?: Pace,
  ) => Result<Service>;
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
   * Lets go of the credentials of an account, or of all: what is under way with them makes no
   * further call.
   */
  readonly forget: (account?: AccountScope) => void;
}

/** Longest time for one attempt, in milliseconds. */
const requestTimeout = 20_000;

/** How the operations are called that change nothing: no other goes out without the log. */
const reading = /^(?:Describe|Get|List|Search)[A-Z]/;

/** Why credentials may not be used any more; asked before each attempt. */
type Usable = () => Problem | undefined;

/** Connects to services, each call signed with what it is given. */
export function createConnector(parts: ConnectorParts): Connector {
  const send = createSend({ ...parts, timeout: requestTimeout });
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
  /** Makes one attempt, and gives with its result what the log may know of it. */
  const attemptsOf = (keys: Keys, place: Place, recorder?: CallRecorder) => {
    const isSecret = secretTest(keys);
    return async <Value>(call: ServiceCall<Value>): Promise<Attempt<Value>> => {
      const { facts } = call;
      try {
        const answered: Answered<Value> = await send(keys, place, call);
        return { result: ok(answered.value), trace: traceOf('done', answered, isSecret) };
      } catch (error) {
        const said = saidIn(error);
        if (call.confirmedBy !== undefined && said.name === call.confirmedBy) {
          const value = call.read({});
          if (value !== undefined)
            return { result: ok(value), trace: traceOf('done', said, isSecret) };
        }
        const problem = judge(problemOf(error, facts));
        const trace = traceOf(problem.kind, said, isSecret);
        if (problem.kind === 'permission-missing') {
          const action = isSecret(problem.action) ? facts.action : problem.action;
          if (action !== undefined) await recorder?.denied(action, trace);
        }
        return { result: failed(problem), trace };
      }
    };
  };
  const runOn = (
    keys: Keys,
    place: Place,
    usable: Usable,
    recorder?: CallRecorder,
    pace?: Pace,
  ) => {
    const attempt = attemptsOf(keys, place, recorder);
    return <Value>(call: ServiceCall<Value>, once = false) =>
      tried<Value>(pace, once, async () => {
        const problem = usable();
        return problem ? failed(problem) : (await attempt(call)).result;
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
    if (pace.again) return retrying(inTurn, parts, once);
    const first = await inTurn();
    // AWS's time is known by now, and nothing was done: whoever asks has nothing to decide.
    return !first.ok && first.problem.kind === 'clock-skew' ? inTurn() : first;
  };
  const changeOn = (
    keys: Keys,
    place: Place,
    usable: Usable,
    recorder: CallRecorder,
    pace?: Pace,
  ): Service['change'] => {
    const attempt = attemptsOf(keys, place, recorder);
    return (call) =>
      tried(pace, true, async () => {
        const problem = usable();
        if (problem) return failed(problem);
        const written = await write(recorder, call.facts);
        if (!written.ok) return written;
        // Writing to disk takes its time, in which somebody may have locked.
        const late = usable();
        if (late) {
          await written.value({ outcome: late.kind });
          return failed(late);
        }
        const { result, trace } = await attempt(call);
        await written.value(trace);
        return result;
      });
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
    service(name, scope, credentials, recorder, pace) {
      const region = regionOf(name, scope);
      const endpoint = endpointOf(name, region);
      if (endpoint === undefined) return failed(unsupported(region));
      const place = { service: name, region, endpoint };
      const usable = usableOf(scope, credentials);
      const run = runOn(credentials, place, usable, recorder, pace);
      return ok({
        scope,
        async run(call) {
          if (reading.test(call.operation)) return run(call);
          return failed({ kind: 'refused', detail: `${call.operation} is more than a read.` });
        },
        change: changeOn(credentials, place, usable, recorder, pace),
      });
    },
    sts(region, keys, recorder) {
      const endpoint = endpointOf('sts', region);
      if (endpoint === undefined) return failed(unsupported(region));
      const { deadline = Number.POSITIVE_INFINITY, arn } = keys;
      const letGo = watch(arn === undefined ? undefined : accountOfArn(arn));
      const usable: Usable = () => {
        if (letGo())
          return { kind: 'refused', detail: 'The credentials were let go of meanwhile.' };
        return parts.now() >= deadline ? { kind: 'expired' } : undefined;
      };
      const run = runOn(keys, { service: 'sts', region, endpoint }, usable, recorder);
      return ok({ run: ({ once, ...call }) => run(call, once) });
    },
    forget(account) {
      const forgotten = account && accountKey(account);
      forgets.set(forgotten, (forgets.get(forgotten) ?? 0) + 1);
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
