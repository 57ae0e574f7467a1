import * as v from 'valibot';
import { findRegion } from '../aws/regions';
import type { Contract } from '../operations/contract';
import { findContract } from '../operations/registry';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import type { Scope } from '../scope';
import { isStorageUnavailable } from '../storage/database';
import type { ReadCache } from '../storage/read-cache';
import type { ChosenAccount } from './chosen';
import { callMessage, type Answer, type CallMessage } from './protocol';
import {
  classifySender,
  originOf,
  type OwnIdentity,
  type Sender,
  type StampedSender,
} from './sender';

/** What a handler learns about the call besides its input. */
export interface CallContext {
  /** The id of the operation. */
  readonly operation: string;
  readonly sender: Sender;
  /** Present whenever the contract requires it, and for a page whenever it can be told. */
  readonly scope: Scope | undefined;
  /** Whether the account is what the person chose for the tab: the page itself tells none. */
  readonly chosen?: boolean;
}

/** Runs an operation. Bound to the handlers in the background, to doubles in tests. */
export type Perform = (
  id: string,
  input: unknown,
  context: CallContext,
) => Promise<Result<unknown>>;

/** A request that was refused before anything was done. */
export interface Refusal {
  /** What was asked for, as it came; not an operation's id when there is no such operation. */
  readonly operation: string;
  readonly sender: Sender;
  /** Of what sent the request, as the browser stamps it. */
  readonly origin: string | undefined;
  readonly scope: Scope | undefined;
  readonly problem: Problem;
}

/** Why the rules of the person or the company forbid an operation; nothing when they do not. */
export type Guard = (
  contract: Contract,
  input: unknown,
  scope: Scope | undefined,
) => Promise<Problem | undefined>;

export interface RouterParts {
  readonly own: OwnIdentity;
  readonly perform: Perform;
  readonly cache: ReadCache;
  readonly guard: Guard;
  /** Which account the person said that a tab shows, if it was asked. */
  readonly chosen: (tabId: number) => Promise<ChosenAccount | undefined>;
  /** Told every refusal, after it was answered. */
  readonly refused: (refusal: Refusal) => void;
  readonly now: () => number;
}

/** Answers one message. Never throws: whatever goes wrong is a problem. */
export type Router = (
  message: unknown,
  sender: StampedSender,
) => Promise<Result<Answer<unknown> | null>>;

/**
 * The gate of the worker: classifies the sender, refuses what its class may not call, validates
 * the input, derives the scope, and only then lets an operation run. With `from: 'cache'` the
 * answer is the last one held, or `null`.
 */
export function createRouter(parts: RouterParts): Router {
  const { own, perform, cache, guard, now } = parts;
  return async (raw, stamped) => {
    const sender = classifySender(stamped, own);
    const refuse = (operation: string, problem: Problem, scope?: Scope): Result<never> => {
      parts.refused({ operation, sender, origin: originOf(stamped), scope, problem });
      return failed(problem);
    };
    const parsed = v.safeParse(callMessage, raw);
    if (!parsed.success) return refuse('', refusal('The request is malformed.'));
    const message = parsed.output;
    const contract = findContract(message.call);
    if (!contract) return refuse(message.call, refusal('There is no such operation.'));
    if (!contract.senders.includes(sender.class)) {
      const detail = `${contract.title} cannot be asked for from here.`;
      return refuse(message.call, refusal(detail));
    }
    const input = v.safeParse(contract.input, message.input);
    if (!input.success) {
      const detail = `${contract.title}: the input is malformed.`;
      return refuse(message.call, refusal(detail));
    }
    const found = await scopeOf(message, sender, parts.chosen);
    const scope = found.ok ? found.value.scope : undefined;
    if (contract.scope === 'required' && !found.ok) {
      return refuse(message.call, found.problem);
    }
    const question = contract.cached &&
      scope && { scope, text: textOf(message.call, input.output) };
    const recalling = message.from === 'cache';
    // What is held is read while the rules are, and given only if they allow it.
    const [obstacle, held] = await Promise.all([
      guard(contract, input.output, scope),
      recalling && question ? cache.get(question.scope, question.text) : undefined,
    ]);
    if (obstacle) return refuse(message.call, obstacle, scope);
    if (recalling) return ok(held ?? null);
    const chosen = found.ok && found.value.chosen;
    const context = { operation: message.call, sender, scope, ...(chosen && { chosen }) };
    const moment = cache.moment();
    const result = await performSafely(message.call, input.output, context);
    if (!result.ok) return result;
    const fresh = { value: result.value, readAt: now() };
    if (question) await cache.put(question.scope, question.text, fresh, moment);
    return ok(fresh);
  };

  async function performSafely(
    id: string,
    input: unknown,
    context: CallContext,
  ): Promise<Result<unknown>> {
    try {
      return await perform(id, input, context);
    } catch (error) {
      if (isStorageUnavailable(error)) return failed({ kind: 'storage-unavailable' });
      const name = error instanceof Error ? error.name : 'Error';
      return failed({ kind: 'unknown', detail: `${name} in ${id}` });
    }
  }
}

/** What is asked, as one text. */
function textOf(id: string, input: unknown): string {
  return `${id} ${JSON.stringify(input)}`;
}

function refusal(detail: string): Problem {
  return { kind: 'refused', detail };
}

/**
 * Where a call goes. An extension document says so itself. For a page the partition comes from
 * the host, the Region from the address and the account from a multi-session host; only what
 * these do not tell is taken from the page's hints, and only an account that none of them tells
 * from what the person chose for the tab.
 */
async function scopeOf(
  message: CallMessage,
  sender: Sender,
  chosenFor: RouterParts['chosen'],
): Promise<Result<FoundScope>> {
  if (sender.class !== 'page') {
    return message.scope
      ? known(message.scope)
      : failed({ kind: 'refused', detail: 'The account and Region are missing.' });
  }
  const { page } = sender;
  const told = page.account ?? message.hints?.account;
  const choice = told === undefined ? await chosenFor(sender.tabId) : undefined;
  // In another partition the same digits are another account.
  const chosen = choice?.partition === page.partition ? choice : undefined;
  const account = told ?? chosen?.account;
  const region = page.region ?? message.hints?.region ?? chosen?.region;
  if (account === undefined || region === undefined) return failed({ kind: 'account-unknown' });
  return known({ partition: page.partition, account, region }, chosen !== undefined);
}

interface FoundScope {
  readonly scope: Scope;
  readonly chosen: boolean;
}

function known(scope: Scope, chosen = false): Result<FoundScope> {
  const region = findRegion(scope.region);
  return region?.partition === scope.partition
    ? ok({ scope, chosen })
    : failed({ kind: 'region-unsupported', region: scope.region });
}
