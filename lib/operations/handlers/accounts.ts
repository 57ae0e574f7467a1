import { createAccountBook } from '../../accounts/book';
import { ok, type Result } from '../../result';
import type { HandlerParts, HandlersOf } from './parts';

/** Naming accounts. Everybody who shows one is told when a name has changed. */
export function accountHandlers({
  durable,
  events,
}: Pick<HandlerParts, 'durable' | 'events'>): HandlersOf<'accounts'> {
  const book = createAccountBook(durable);

  const changing = async (change: () => Promise<Result<null>>): Promise<Result<null>> => {
    const changed = await change();
    if (changed.ok) await events.emit({ event: 'accounts-changed' });
    return changed;
  };

  return {
    'accounts.list': async () => ok(await book.list()),
    'accounts.save': ({ alias }) => changing(() => book.put([alias])),
    'accounts.remove': ({ accounts }) =>
      changing(async () => {
        await book.remove(accounts);
        return ok(null);
      }),
    'accounts.import': ({ aliases }) => changing(() => book.put(aliases)),
    'accounts.names': async ({ accounts }) => ok(await book.names(accounts)),
  };
}
