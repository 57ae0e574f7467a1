import * as v from 'valibot';
import { takeTurns } from '../take-turns';
import { accountKey, scopeKey, type AccountScope, type Scope } from '../scope';
import { itemsOf } from './items';
import type { KeyValueStore } from './key-value';

/** An answer that was read before. `readAt` is in epoch milliseconds. */
export interface CachedAnswer {
  readonly value: unknown;
  readonly readAt: number;
}

/**
 * The last answers of read operations, kept in memory so that a surface has something to show
 * while a fresh answer is on its way.
 */
export interface ReadCache {
  readonly get: (scope: Scope, question: string) => Promise<CachedAnswer | undefined>;
  /**
   * Keeps an answer, unless something was forgotten `since` (a `moment`): it may be of what is
   * gone. Never rejects: without room the answers that there are give way.
   */
  readonly put: (
    scope: Scope,
    question: string,
    answer: CachedAnswer,
    since?: number,
  ) => Promise<void>;
  /** Tells moments with something forgotten between them apart; taken before a question is asked. */
  readonly moment: () => number;
  /** Drops what was read for an account, in one Region or in all. */
  readonly forget: (scope: AccountScope | Scope) => Promise<void>;
  readonly forgetAll: () => Promise<void>;
}

/** Answers kept for one scope; the oldest go first. An answer is some kilobytes. */
const capacity = 60;

const answers = v.record(v.string(), v.object({ value: v.unknown(), readAt: v.number() }));

/** A read cache over a key-value store, one entry a scope. */
export function createReadCache(store: KeyValueStore): ReadCache {
  const scopes = itemsOf(store, 'cache/', answers);
  // Two answers of one scope may come at once, and each write replaces the whole entry.
  const inTurn = takeTurns();
  let forgets = 0;
  return {
    async get(scope, question) {
      return (await scopes.get(scopeKey(scope)))?.[question];
    },
    put: (scope, question, answer, since = forgets) =>
      inTurn(async () => {
        const { [question]: _replaced, ...others } = (await scopes.get(scopeKey(scope))) ?? {};
        const kept = [...Object.entries(others), [question, answer] as const].slice(-capacity);
        if (since !== forgets) return;
        try {
          await scopes.set(scopeKey(scope), Object.fromEntries(kept));
        } catch {
          // Browsers give memory a limit, which credentials and plans need more.
          await scopes.clear();
        }
      }),
    moment: () => forgets,
    forget(scope) {
      forgets += 1;
      return inTurn(async () => {
        const keys = (await scopes.all()).map(([key]) => key);
        await scopes.remove(keys.filter((key) => concerns(key, scope)));
      });
    },
    forgetAll() {
      forgets += 1;
      return inTurn(() => scopes.clear());
    },
  };
}

/** Whether an entry is of a scope, or of any Region of an account. */
function concerns(key: string, scope: AccountScope | Scope): boolean {
  return 'region' in scope ? key === scopeKey(scope) : key.startsWith(`${accountKey(scope)}/`);
}
