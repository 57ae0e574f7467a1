import { searchVulnerability } from '../../aws/inspector';
import { createEnrichmentBook } from '../../findings/enrichment';
import { ok } from '../../result';
import type { InScope } from './in-scope';
import type { HandlerParts, Handlers } from './parts';

/** Asking Amazon Inspector about a vulnerability, and whether that is wanted. */
export function enrichmentHandlers(
  parts: Pick<HandlerParts, 'durable' | 'now'>,
  inScope: InScope,
): Pick<Handlers, 'findings.enrich' | 'findings.enriching' | 'findings.set-enriching'> {
  const book = createEnrichmentBook(parts.durable, parts.now);
  return {
    'findings.enrich': async ({ vulnerability: id }, context) => {
      const known = await book.get(id);
      if (known !== undefined) return ok(known);
      const learned = await inScope(context, 'inspector2', (inspector) =>
        searchVulnerability(inspector, id),
      );
      if (learned.ok) await book.put(id, learned.value);
      return learned;
    },
    'findings.enriching': async () => ok(await book.isOn()),
    'findings.set-enriching': async ({ on }) => {
      await book.turn(on);
      return ok(null);
    },
  };
}
