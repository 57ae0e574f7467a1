import type { Result } from '../result';
import type { Scope } from '../scope';
import type { CallFacts, ChangeFacts } from './errors';

/** A call of a service, as the service's model names it. */
export interface ServiceCall<Value, Facts extends CallFacts = CallFacts> {
  readonly facts: Facts;
  /** The operation of the model, such as `GetImage`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Reads the answer; nothing when it is not what the service speaks. */
  readonly read: (answer: unknown) => Value | undefined;
  /** The error with which AWS says yes: that of a dry run. Its answer is read as an empty one. */
  readonly confirmedBy?: string;
}

/** An AWS service in one scope, with the credentials of that scope's account. */
export interface Service {
  readonly scope: Scope;
  /** Runs a call that changes nothing, tries again what may pass, and makes errors problems. */
  readonly run: <Value>(call: ServiceCall<Value>) => Promise<Result<Value>>;
  /**
   * Runs a call that changes something. Every attempt is in the activity log before it goes out,
   * and so is its answer afterwards; without the log nothing goes out. A change whose answer was
   * lost is not sent again.
   */
  readonly change: <Value>(call: ServiceCall<Value, ChangeFacts>) => Promise<Result<Value>>;
}
