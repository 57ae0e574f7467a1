import { createApplicationBook } from '../../applications/book';
import { readCompanyApplications } from '../../applications/repository';
import { ok, type Result } from '../../result';
import type { HandlerParts, HandlersOf } from './parts';

/** The application repository. Every document that shows it is told when it has changed. */
export function applicationHandlers({
  durable,
  events,
  policy,
}: Pick<HandlerParts, 'durable' | 'events' | 'policy'>): HandlersOf<'applications'> {
  const book = createApplicationBook(durable);

  const changing = async (change: () => Promise<Result<null>>): Promise<Result<null>> => {
    const changed = await change();
    if (changed.ok) await events.emit({ event: 'applications-changed' });
    return changed;
  };

  return {
    'applications.list': async () => {
      const [own, { policy: rules }] = await Promise.all([book.list(), policy()]);
      return ok({ own, ...readCompanyApplications(rules.applications ?? []) });
    },
    'applications.save': ({ application }) => changing(() => book.put([application])),
    'applications.remove': ({ ids }) =>
      changing(async () => {
        await book.remove(ids);
        return ok(null);
      }),
    'applications.import': ({ applications, mode }) =>
      changing(() => (mode === 'replace' ? book.replace(applications) : book.put(applications))),
  };
}
