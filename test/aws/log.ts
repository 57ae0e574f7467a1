import type { Operation, ServiceModel, ShapeRef } from './models';
import { membersOf, shapeOf } from './models';
import { itemOf, valueOf } from './protocols/json';
import type { Plain } from './protocols/protocol';
import { isPlain } from './protocols/protocol';

/** One request, as far as a test may ask about it. Headers are never kept: they hold secrets. */
export interface LogEntry {
  /** Epoch milliseconds by the world's clock. */
  readonly at: number;
  readonly host: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly service?: string;
  readonly region?: string;
  /** The account whose credentials were verified. */
  readonly account?: string;
  readonly operation?: string;
  /** Of the answer, as its header names it; a lost answer had one too. */
  readonly requestId?: string;
  /** Without what is secret, and without what the model does not know. */
  readonly input?: Plain;
  /**
   * `ok`, the error's code, or what went wrong on the way: `reset`, `truncated`, `html-502`,
   * `not-implemented`, `fake-broken`. Other hosts: `console`, `icon`, `icon-missing`,
   * `verification`, `unexpected`.
   */
  readonly outcome: string;
  /** Tells whether the operation would change something, whether or not it succeeded. */
  readonly mutating: boolean;
}

/**
 * Tells by its name whether an operation changes anything; assuming a role does not, and neither
 * does signing in or out.
 */
export function isMutating(operation: string): boolean {
  return !/^(?:(?:Describe|List|Get|Search|AssumeRole|Decode).*|RegisterClient|StartDeviceAuthorization|CreateToken|Logout)$/u.test(
    operation,
  );
}

/** What the models do not call sensitive although it opens a door, by service and shape. */
const secretShapes: ReadonlySet<string> = new Set([
  'sso-oidc:AuthCode',
  'sso-oidc:DeviceCode',
  'sts:tokenCodeType',
  'sts:tokenType',
]);

/** Gives the calls of one operation, in the order in which they were answered. */
export function callsOf(log: readonly LogEntry[], operation: string): readonly LogEntry[] {
  return log.filter((entry) => entry.operation === operation);
}

/** Gives the calls that would change something, whatever was answered. */
export function mutatingCalls(log: readonly LogEntry[]): readonly LogEntry[] {
  return log.filter((entry) => entry.mutating);
}

/** Gives the requests to hosts that the fake does not play: a product must make none. */
export function unexpectedRequests(log: readonly LogEntry[]): readonly LogEntry[] {
  return log.filter((entry) => entry.outcome === 'unexpected');
}

/**
 * Gives an input without the values of members that are secret: those that the model marks as
 * sensitive, and codes that it should. A member that the model does not know loses its value too,
 * for it may be a secret under a wrong name.
 */
export function withoutSecrets(model: ServiceModel, operation: Operation, input: Plain): Plain {
  const none = Object.fromEntries(Object.keys(input).map((name) => [name, '[unknown]']));
  const clean = operation.input ? redact(model, operation.input, input) : none;
  return isPlain(clean) ? clean : {};
}

function redact(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  const shape = shapeOf(model, ref.shape);
  if (shape.sensitive || secretShapes.has(`${model.id}:${ref.shape}`)) return '[sensitive]';
  if (Array.isArray(value) && shape.type === 'list') {
    return value.map((each) => redact(model, itemOf(shape), each));
  }
  if (!isPlain(value)) return value;
  const refs = membersOf(shape);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const member = shape.type === 'map' ? valueOf(shape) : refs[name];
      return [name, member ? redact(model, member, each) : '[unknown]'];
    }),
  );
}
