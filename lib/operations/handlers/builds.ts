import * as calls from '../../aws/image-builder';
import type { ImageBuilder } from '../../aws/image-builder';
import { getImagePolicy } from '../../aws/image-policy';
import { actsFor } from '../../builds/acts';
import { readLineage } from '../../builds/lineage';
import { byNewest } from '../../builds/newest';
import { readOverview } from '../../builds/overview';
import { listedFinding } from '../../findings/finding';
import type { CallContext } from '../../messaging/router';
import { ok, type Result } from '../../result';
import type { Scope } from '../../scope';
import type { InScope } from './in-scope';
import type { HandlersOf } from './parts';

/** Reading Image Builder images. */
export function buildHandlers(inScope: InScope): HandlersOf<'builds'> {
  const reading = <Value>(
    context: CallContext,
    use: (imageBuilder: ImageBuilder, scope: Scope) => Promise<Result<Value>>,
  ) => inScope(context, 'imagebuilder', use);
  return {
    'builds.images': (_, context) =>
      reading(context, async (imageBuilder) => {
        const [own, shared] = await Promise.all([
          calls.listVersions(imageBuilder, 'Self'),
          calls.listVersions(imageBuilder, 'Shared'),
        ]);
        if (!own.ok) return own;
        if (!shared.ok) return shared;
        return ok([...own.value, ...shared.value].toSorted(byNewest));
      }),
    'builds.list': ({ version }, context) =>
      reading(context, async (imageBuilder) => {
        const builds = await calls.listBuilds(imageBuilder, version);
        return builds.ok ? ok(builds.value.toSorted(byNewest)) : builds;
      }),
    'builds.overview': (of, context) =>
      reading(context, (imageBuilder) =>
        readOverview(
          {
            versions: () => calls.listVersions(imageBuilder, 'Self'),
            builds: (version) => calls.listBuilds(imageBuilder, version),
            pipeline: (arn) => calls.getPipeline(imageBuilder, arn),
            pipelineBuilds: (arn) => calls.listPipelineBuilds(imageBuilder, arn),
            counts: (builds) => calls.countFindings(imageBuilder, builds),
          },
          of,
        ),
      ),
    'builds.get': ({ build }, context) =>
      reading(context, async (imageBuilder, { account }) => {
        const read = await calls.getBuild(imageBuilder, build);
        return read.ok ? ok({ ...read.value, acts: actsFor(read.value, account) }) : read;
      }),
    'builds.workflows': ({ build }, context) =>
      reading(context, (imageBuilder) => calls.listRuns(imageBuilder, build)),
    'builds.steps': ({ workflow }, context) =>
      reading(context, (imageBuilder) => calls.listSteps(imageBuilder, workflow)),
    'builds.counts': ({ build }, context) =>
      reading(context, async (imageBuilder) => {
        const counts = await calls.countFindings(imageBuilder, [build]);
        return counts.ok ? ok(counts.value[build] ?? null) : counts;
      }),
    'builds.findings': ({ build, token }, context) =>
      reading(context, async (imageBuilder) => {
        const page = await calls.findingsOf(imageBuilder, build, token);
        if (!page.ok) return page;
        return ok({ ...page.value, findings: page.value.findings.map(listedFinding) });
      }),
    'builds.packages': ({ build }, context) =>
      reading(context, (imageBuilder) => calls.listPackages(imageBuilder, build)),
    'builds.policy': ({ build }, context) =>
      reading(context, (imageBuilder) => getImagePolicy(imageBuilder, build)),
    'builds.lineage': ({ parent }, context) =>
      reading(context, async (imageBuilder) =>
        ok(await readLineage(parent, (arn) => calls.getBuild(imageBuilder, arn))),
      ),
  };
}
