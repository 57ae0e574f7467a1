import { createFindingsBook } from '../../findings/book';
import { failed, ok, type Result } from '../../result';
import { findingListHandlers } from './finding-lists';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

/** Findings of builds beside each other, and what is recorded about them. */
export function findingsHandlers(
  parts: Pick<HandlerParts, 'durable' | 'events'>,
  inScope: InScope,
): HandlersOf<'findings'> {
  const book = createFindingsBook(parts.durable);
  const changing = async (change: () => Promise<Result<null> | void>): Promise<Result<null>> => {
    const changed = await change();
    if (changed && !changed.ok) return changed;
    await parts.events.emit({ event: 'findings-book-changed' });
    return ok(null);
  };
  const missing = async () => failed({ kind: 'unknown' as const, detail: 'missing' });
  return {
    'findings.read': missing,
    'findings.cancel': missing,
    'findings.inventory': missing,
    'findings.kept': missing,
    'findings.drop': missing,
    'findings.enrich': missing,
    ...findingListHandlers(inScope, { pinned: book.pinned }),
    'findings.book': async () => ok(await book.read()),
    'findings.judge': ({ judgements }) => changing(() => book.judge(judgements)),
    'findings.unjudge': ({ ids }) => changing(() => book.unjudge(ids)),
    'findings.set-rules': ({ rules }) => changing(() => book.setRules(rules)),
    'findings.pin': (pin) => changing(() => book.pin(pin)),
    'findings.unpin': ({ image }) => changing(() => book.unpin(image)),
  };
}
