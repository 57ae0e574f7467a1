import { declares, mayRaise } from './errors';
import type { Operation, ServiceModel, ServiceName } from './models';
import { isUnsigned, modelOf, serviceNames } from './models';

/** Every form in which AWS services say "too fast"; `http429` is a bare 429 without an error name. */
export type ThrottleForm =
  | 'ThrottlingException'
  | 'Throttling'
  | 'TooManyRequestsException'
  | 'RequestLimitExceeded'
  | 'RequestLimitExceededException'
  | 'http429';

/** What goes wrong. */
export type FaultKind =
  /** Refused before anything is done. */
  | { readonly kind: 'throttle'; readonly form: ThrottleForm }
  /** Refused with an error of that name, which the operation declares or every one may answer. */
  | { readonly kind: 'error'; readonly name: string; readonly message?: string }
  /** 500 InternalFailure or 503 ServiceUnavailable, before anything is done. */
  | { readonly kind: 'server-error'; readonly status: 500 | 503 }
  /** The connection is reset: before the call is carried out (the default), or after it was. */
  | { readonly kind: 'reset'; readonly when?: 'before' | 'after' }
  /** The answer waits for a promise (so that a test decides) or some milliseconds. */
  | { readonly kind: 'slow'; readonly until: Promise<unknown> | number }
  /** The call is carried out, and half of the answer arrives as if it were all. */
  | { readonly kind: 'truncated' }
  /** A page of some proxy instead of an answer. */
  | { readonly kind: 'html-502' }
  /** With `after: n`: the token expires after n calls. */
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'access-denied' }
  /** A page without results that has a next token nevertheless. */
  | { readonly kind: 'empty-page' };

/** Which calls a fault meets. Without `service` and `operation` it meets every call. */
export type FaultRule = FaultKind & {
  readonly service?: ServiceName;
  readonly operation?: string;
  /** An account id: only its calls. */
  readonly account?: string;
  /** Calls that match but pass before the fault begins. 0 unless given. */
  readonly after?: number;
  /** How many calls it meets: 1 unless given, `Infinity` for all that follow. */
  readonly times?: number;
};

/** The faults of a server. */
export interface Faults {
  /**
   * Adds a fault and gives what removes it. Throws when the operation cannot answer so: an unknown
   * operation, an error that the model does not declare, or what is wrong with a caller's
   * credentials where the operation takes none.
   */
  readonly add: (rule: FaultRule) => () => void;
  readonly clear: () => void;
  /** Faults that still wait for a call; a test may demand that none is left. */
  readonly pending: () => readonly FaultRule[];
  /** Gives the fault that meets this call, and counts it. */
  readonly take: (call: {
    readonly model: ServiceModel;
    readonly operation: Operation;
    /** None for calls without a signature. */
    readonly account: string | undefined;
  }) => FaultKind | undefined;
}

interface Waiting {
  readonly rule: FaultRule;
  toSkip: number;
  left: number;
}

/** Makes an empty list of faults. Of several that match a call, the one added first meets it. */
export function createFaults(): Faults {
  let waiting: Waiting[] = [];
  return {
    add(rule) {
      refuseImpossible(rule);
      const entry: Waiting = { rule, toSkip: rule.after ?? 0, left: rule.times ?? 1 };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((each) => each !== entry);
      };
    },
    clear() {
      waiting = [];
    },
    pending() {
      return waiting.map(({ rule }) => rule);
    },
    take({ model, operation, account }) {
      for (const entry of waiting) {
        const { rule } = entry;
        const matches =
          (rule.service ?? model.id) === model.id &&
          (rule.operation ?? operation.name) === operation.name &&
          (rule.account ?? account) === account &&
          possible(rule, operation);
        if (!matches) continue;
        if (entry.toSkip > 0) {
          entry.toSkip -= 1;
          continue;
        }
        entry.left -= 1;
        if (entry.left <= 0) waiting = waiting.filter((each) => each !== entry);
        return rule;
      }
      return undefined;
    },
  };
}

function refuseImpossible(rule: FaultRule): void {
  if (rule.operation === undefined) return;
  let isKnown = false;
  for (const name of rule.service ? [rule.service] : serviceNames()) {
    const operation = modelOf(name).operations[rule.operation];
    if (operation && possible(rule, operation)) return;
    isKnown ||= operation !== undefined;
  }
  if (!isKnown) throw new Error(`No service has an operation ${rule.operation}`);
  const named = rule.kind === 'throttle' ? rule.form : rule.kind === 'error' && rule.name;
  throw new Error(
    typeof named === 'string'
      ? `${rule.operation} does not declare ${named}`
      : `${rule.operation} takes no signature, so it cannot answer ${rule.kind}`,
  );
}

function possible(rule: FaultRule, operation: Operation): boolean {
  const isOfCaller = rule.kind === 'expired-token' || rule.kind === 'access-denied';
  if (isOfCaller) return !isUnsigned(operation);
  if (rule.kind === 'error') return mayRaise(operation, rule.name);
  if (rule.kind !== 'throttle' || rule.form !== 'RequestLimitExceededException') return true;
  return declares(operation, rule.form);
}
