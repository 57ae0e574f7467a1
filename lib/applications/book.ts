import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import { takeTurns } from '../take-turns';
import { applicationKey, applicationLimits, type RepositoryApplication } from './application';
import { repositoryApplication } from './schema';

/** The person's own applications of the repository, kept until they are removed. */
export interface ApplicationBook {
  /** All of them, by id. */
  readonly list: () => Promise<readonly RepositoryApplication[]>;
  /** Adds applications, and replaces those of the same ids. Refuses more than can be kept. */
  readonly put: (applications: readonly RepositoryApplication[]) => Promise<Result<null>>;
  /** The same, and removes all others. */
  readonly replace: (applications: readonly RepositoryApplication[]) => Promise<Result<null>>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
}

const full: Problem = {
  kind: 'refused',
  detail: `At most ${applicationLimits.applications} applications can be kept. Delete some that are not needed.`,
};

/** A book of applications over a key-value store that web pages cannot reach. */
export function createApplicationBook(store: KeyValueStore): ApplicationBook {
  const items = itemsOf(store, 'application/', repositoryApplication);
  // Two imports at once must not make more of it than it holds.
  const inTurn = takeTurns();
  const list = async () => (await items.all()).map(([, application]) => application);
  const keep = async (
    applications: readonly RepositoryApplication[],
    others: readonly string[],
  ): Promise<Result<null>> => {
    const keys = new Set([...keysOf(applications), ...others]);
    if (keys.size > applicationLimits.applications) return failed(full);
    await Promise.all(applications.map((each) => items.set(applicationKey(each.id), each)));
    return ok(null);
  };
  return {
    list,
    put: (applications) => inTurn(async () => keep(applications, keysOf(await list()))),
    replace: (applications) =>
      inTurn(async () => {
        const wanted = new Set(keysOf(applications));
        const others = keysOf(await list()).filter((key) => !wanted.has(key));
        const kept = await keep(applications, []);
        // Only what is kept takes the place of what was there.
        if (kept.ok) await items.remove(others);
        return kept;
      }),
    remove: (ids) => inTurn(() => items.remove(ids.map(applicationKey))),
  };
}

function keysOf(applications: readonly RepositoryApplication[]): readonly string[] {
  return applications.map(({ id }) => applicationKey(id));
}
