import * as calls from '../../aws/image-builder';
import { createFindingsBook } from '../../findings/book';
import type { Connect, ScanSource } from '../../findings/collect';
import { compareFindings } from '../../findings/compare';
import { createFindingsReader } from '../../findings/reader';
import type { ImageBuilder } from '../../aws/image-builder';
import type { CallContext } from '../../messaging/router';
import type { Problem } from '../../problems/problem';
import { failed, ok, type Result } from '../../result';
import type { Scope } from '../../scope';
import { enrichmentHandlers } from './enrichment';
import { findingListHandlers } from './finding-lists';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

/** Findings of builds beside each other, and what is recorded about them. */
export function findingsHandlers(
  parts: Pick<HandlerParts, 'durable' | 'events' | 'database' | 'now' | 'wait'>,
  inScope: InScope,
): HandlersOf<'findings'> {
  const reader = createFindingsReader(parts);
  /** What reads a build of the call's scope, or why no build of another is read. */
  const connect = (context: CallContext, build: string): Result<Connect> => {
    const problem = strayFrom(context.scope, build);
    if (problem) return failed(problem);
    return ok((use) =>
      inScope(context, 'imagebuilder', (imageBuilder) => use(sourceOf(imageBuilder))),
    );
  };
  const book = createFindingsBook(parts.durable);
  /** What differs between two builds that are both kept whole. */
  const compared = async (base: string, target: string) => {
    const [before, after] = await Promise.all([reader.whole(base), reader.whole(target)]);
    if (!before || !after) return undefined;
    return compareFindings({ findings: before }, { findings: after }).counts.vulnerabilities;
  };
  const changing = async (change: () => Promise<Result<null> | void>): Promise<Result<null>> => {
    const changed = await change();
    if (changed && !changed.ok) return changed;
    await parts.events.emit({ event: 'findings-book-changed' });
    return ok(null);
  };
  return {
    'findings.read': async ({ build, from }, context) => {
      const connected = connect(context, build);
      return connected.ok ? reader.read(connected.value, build, from) : connected;
    },
    'findings.cancel': async ({ build }) => {
      reader.cancel(build);
      return ok(null);
    },
    'findings.inventory': async ({ build }, context) => {
      const connected = connect(context, build);
      return connected.ok ? reader.inventory(connected.value, build) : connected;
    },
    'findings.kept': async () => ok(await reader.kept()),
    'findings.drop': async ({ builds }) => {
      await reader.drop(builds);
      return ok(null);
    },
    ...findingListHandlers(inScope, { pinned: book.pinned, compared }),
    ...enrichmentHandlers(parts, inScope),
    'findings.book': async () => ok(await book.read()),
    'findings.judge': ({ judgements }) => changing(() => book.judge(judgements)),
    'findings.unjudge': ({ ids }) => changing(() => book.unjudge(ids)),
    'findings.set-rules': ({ rules }) => changing(() => book.setRules(rules)),
    'findings.pin': (pin) => changing(() => book.pin(pin)),
    'findings.unpin': ({ image }) => changing(() => book.unpin(image)),
  };
}

/** What is read of AWS, by the calls of Image Builder. */
function sourceOf(imageBuilder: ImageBuilder): ScanSource {
  return {
    facts: (build) => calls.getBuild(imageBuilder, build),
    counts: async (build) => {
      const counts = await calls.countFindings(imageBuilder, [build]);
      return counts.ok ? ok(counts.value[build] ?? null) : counts;
    },
    page: (build, token) => calls.findingsOf(imageBuilder, build, token),
    packages: (build) => calls.listPackages(imageBuilder, build),
  };
}

/**
 * Why a build is not read in a scope: what is kept is kept by the build's ARN alone, so that only
 * the account and the Region that the ARN names may be asked for it.
 */
function strayFrom(scope: Scope | undefined, build: string): Problem | undefined {
  if (!scope) return { kind: 'account-unknown' };
  const [, partition, , region, account = ''] = build.split(':');
  if (partition === scope.partition && region === scope.region) {
    if (account === scope.account) return undefined;
    if (/^\d{12}$/.test(account)) return { kind: 'wrong-account', account };
  }
  return { kind: 'refused', detail: 'This build is not of the account and Region that are asked.' };
}
